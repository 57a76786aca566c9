namespace GalaPlatform.Blobs;

/// <summary>
/// Where videos live. Names are slash-separated parts of <c>[a-z0-9._-]</c>, made by the platform, never from a user's
/// text. A blob is visible only once it was committed, whole, and never changes afterwards.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Keeps one block of a blob to come, durably. Blocks come in their order; staging one again replaces it, and those
    /// after it must be staged anew.
    /// </summary>
    /// <param name="name">The blob to come.</param>
    /// <param name="block">Its place: 0, 1, 2…</param>
    /// <param name="content">The block's bytes, read to the end.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Bytes kept.</returns>
    /// <exception cref="BlobMissingException">The block before it was not staged; a store may also say so at the commit.</exception>
    Task<long> StageBlock(string name, int block, Stream content, CancellationToken cancel);

    /// <summary>The blocks that are staged and not committed, by place, with their lengths in bytes.</summary>
    Task<IReadOnlyDictionary<int, long>> ListStagedBlocks(string name, CancellationToken cancel);

    /// <summary>Makes blocks 0 to <paramref name="blocks"/> − 1 one blob, at once. Committing again what is committed does nothing.</summary>
    /// <exception cref="BlobMissingException">A block was not staged.</exception>
    Task Commit(string name, int blocks, CancellationToken cancel);

    /// <summary>Writes a small blob in one step.</summary>
    /// <exception cref="BlobExistsException">It is there already, with other content.</exception>
    Task Write(string name, Stream content, CancellationToken cancel);

    /// <summary>The blob's length in bytes, or null if there is none.</summary>
    Task<long?> GetLength(string name, CancellationToken cancel);

    /// <summary>Opens the blob for reading from <paramref name="offset"/>, at most <paramref name="count"/> bytes (null: to the end).</summary>
    /// <exception cref="BlobMissingException">There is none.</exception>
    Task<Stream> OpenRead(string name, long offset, long? count, CancellationToken cancel);

    /// <summary>Names below a prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> List(string prefix, CancellationToken cancel);

    /// <summary>Removes every blob and staged block below a prefix. Removing nothing is fine.</summary>
    Task DeleteAll(string prefix, CancellationToken cancel);
}

/// <summary>A blob, or a block of one, is not there.</summary>
public sealed class BlobMissingException(string name) : IOException($"No blob '{name}'.")
{
    /// <summary>The name asked for.</summary>
    public string Name { get; } = name;
}

/// <summary>A blob of this name is there already, and blobs never change.</summary>
public sealed class BlobExistsException(string name) : IOException($"Blob '{name}' exists already.")
{
    /// <summary>The name asked for.</summary>
    public string Name { get; } = name;
}
