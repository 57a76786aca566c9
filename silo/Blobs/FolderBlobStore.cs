using System.Runtime.CompilerServices;
using GalaPlatform.Blobs;

namespace GalaPlatform.Silo.Blobs;

/// <summary>
/// Blobs as files below one folder. What is being written lives in <c>.staged</c> beside them (the same file system, so
/// that a rename publishes it whole and nothing is copied); no blob's name begins with a dot, so the two never meet.
/// </summary>
internal sealed class FolderBlobStore : IBlobStore
{
    private const string Blocks = ".blocks";
    private readonly string _root;
    private readonly string _staged;

    public FolderBlobStore(string root)
    {
        _root = Path.GetFullPath(root);
        _staged = Path.Combine(_root, ".staged");
        Directory.CreateDirectory(_staged);
    }

    public Task<long> StageBlock(string name, int block, Stream content, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        return Staged(name).Stage(block, content, cancel);
    }

    public Task<IReadOnlyDictionary<int, long>> ListStagedBlocks(string name, CancellationToken cancel) =>
        Task.FromResult(Staged(name).Lengths());

    public Task Commit(string name, int blocks, CancellationToken cancel)
    {
        var path = PathOf(name);
        if (!File.Exists(path) && !Staged(name).TryPublish(blocks, path))
        {
            throw new BlobMissingException(name);
        }
        Remove(BlocksOf(name));
        return Task.CompletedTask;
    }

    public async Task Write(string name, Stream content, CancellationToken cancel)
    {
        var path = PathOf(name);
        var spooled = NewSpool();
        try
        {
            await DurableFiles.Spool(spooled, content, cancel);
            if (!DurableFiles.Reveal(spooled, path) && !await Same(spooled, path, cancel))
            {
                throw new BlobExistsException(name);
            }
        }
        finally
        {
            File.Delete(spooled);
        }
    }

    public Task<long?> GetLength(string name, CancellationToken cancel)
    {
        var file = new FileInfo(PathOf(name));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
    }

    public Task<Stream> OpenRead(string name, long offset, long? count, CancellationToken cancel)
    {
        try
        {
            var file = DurableFiles.OpenRead(PathOf(name));
            file.Seek(Math.Min(offset, file.Length), SeekOrigin.Begin);
            var left = file.Length - file.Position;
            return Task.FromResult<Stream>(count is { } limit && limit < left ? new LimitedStream(file, limit) : file);
        }
        catch (IOException problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlobMissingException(name);
        }
    }

    public async IAsyncEnumerable<string> List(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        var folder = BlobNames.CheckPrefix(prefix);
        foreach (var name in Names(folder).Order(StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            yield return name;
        }
        await Task.CompletedTask;
    }

    public Task DeleteAll(string prefix, CancellationToken cancel)
    {
        var folder = BlobNames.CheckPrefix(prefix);
        foreach (var name in Names(folder))
        {
            cancel.ThrowIfCancellationRequested();
            File.Delete(PathOf(name));
        }
        if (folder.Length > 0)
        {
            Remove(Path.Combine(_root, folder));
        }
        Remove(Path.Combine(_staged, folder));
        return Task.CompletedTask;
    }

    /// <summary>Every file of a folder, also while others come and go.</summary>
    private IEnumerable<string> Names(string folder)
    {
        if (folder.Length > 0 && File.Exists(Path.Combine(_root, folder)))
        {
            return [folder];
        }
        var start = Path.Combine(_root, folder);
        return Directory.Exists(start)
            ? Directory
                .EnumerateFiles(start, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_root, path).Replace('\\', '/'))
                .Where(name => name[0] != '.')
            : [];
    }

    private static async Task<bool> Same(string one, string other, CancellationToken cancel)
    {
        await using var first = DurableFiles.OpenRead(one);
        await using var second = DurableFiles.OpenRead(other);
        return await BlobContent.Same(first, second, cancel);
    }

    private string PathOf(string name) => Path.Combine(_root, BlobNames.Check(name));

    private string BlocksOf(string name) => Path.Combine(_staged, BlobNames.Check(name), Blocks);

    private StagedFile Staged(string name) => new(BlocksOf(name));

    private string NewSpool() => Path.Combine(_staged, ".spool", Guid.NewGuid().ToString("N"));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
