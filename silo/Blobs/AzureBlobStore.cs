using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using GalaPlatform.Blobs;
using Microsoft.AspNetCore.WebUtilities;

namespace GalaPlatform.Silo.Blobs;

/// <summary>Blobs in one private container of an Azure storage account.</summary>
internal sealed class AzureBlobStore(BlobContainerClient container) : IBlobStore
{
    /// <summary>A block that arrives from a network is kept aside up to here in memory, beyond in a temporary file, so that it can be sent again.</summary>
    private const int MemoryPerBlock = 1 << 20;
    private static readonly BlobRequestConditions OnlyNew = new() { IfNoneMatch = ETag.All };
    private volatile bool _open;

    public async Task<long> StageBlock(string name, int block, Stream content, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        var blob = await Blocks(name, cancel);
        await using var again = await Rewindable(content, cancel);
        if (again.Length == 0)
        {
            return 0;
        }
        await blob.StageBlockAsync(BlockId(block), again, options: null, cancel);
        return again.Length;
    }

    public async Task<IReadOnlyDictionary<int, long>> ListStagedBlocks(string name, CancellationToken cancel)
    {
        var blob = await Blocks(name, cancel);
        try
        {
            var list = await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancel);
            return list.Value.UncommittedBlocks.ToDictionary(block => BlockNumber(block.Name), block => block.SizeLong);
        }
        catch (RequestFailedException problem) when (problem.Status == 404)
        {
            return new Dictionary<int, long>();
        }
    }

    public async Task Commit(string name, int blocks, CancellationToken cancel)
    {
        var blob = await Blocks(name, cancel);
        try
        {
            var ids = Enumerable.Range(0, blocks).Select(BlockId);
            await blob.CommitBlockListAsync(ids, new CommitBlockListOptions { Conditions = OnlyNew }, cancel);
        }
        catch (RequestFailedException problem) when (problem.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            throw new BlobMissingException(name);
        }
        catch (RequestFailedException problem) when (problem.Status is 409 or 412)
        {
            // It was committed before; blobs never change, so there is nothing left to do.
        }
    }

    public async Task Write(string name, Stream content, CancellationToken cancel)
    {
        var blob = await Blob(name, cancel);
        await using var again = await Rewindable(content, cancel);
        try
        {
            await blob.UploadAsync(again, new BlobUploadOptions { Conditions = OnlyNew }, cancel);
        }
        catch (RequestFailedException problem) when (problem.Status is 409 or 412)
        {
            again.Position = 0;
            await using var present = await OpenRead(name, 0, null, cancel);
            if (!await BlobContent.Same(again, present, cancel))
            {
                throw new BlobExistsException(name);
            }
        }
    }

    public async Task<long?> GetLength(string name, CancellationToken cancel)
    {
        var blob = await Blob(name, cancel);
        try
        {
            return (await blob.GetPropertiesAsync(cancellationToken: cancel)).Value.ContentLength;
        }
        catch (RequestFailedException problem) when (problem.Status == 404)
        {
            return null;
        }
    }

    public async Task<Stream> OpenRead(string name, long offset, long? count, CancellationToken cancel)
    {
        var blob = await Blob(name, cancel);
        try
        {
            var whole = offset == 0 && count is null;
            var options = new BlobDownloadOptions { Range = whole ? default : new HttpRange(offset, count) };
            return (await blob.DownloadStreamingAsync(options, cancel)).Value.Content;
        }
        catch (RequestFailedException problem) when (problem.Status == 404)
        {
            throw new BlobMissingException(name);
        }
        catch (RequestFailedException problem) when (problem.Status == 416)
        {
            return Stream.Null;
        }
    }

    public async IAsyncEnumerable<string> List(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        var folder = BlobNames.CheckPrefix(prefix);
        await Open(cancel);
        var pages = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, cancel);
        await foreach (var blob in pages)
        {
            if (BlobNames.IsBelow(blob.Name, folder))
            {
                yield return blob.Name;
            }
        }
    }

    public async Task DeleteAll(string prefix, CancellationToken cancel)
    {
        var folder = BlobNames.CheckPrefix(prefix);
        await Open(cancel);
        var pages = container.GetBlobsAsync(BlobTraits.None, BlobStates.Uncommitted, folder, cancel);
        await foreach (var found in pages)
        {
            if (BlobNames.IsBelow(found.Name, folder))
            {
                await Delete(container.GetBlobClient(found.Name), cancel);
            }
        }
    }

    /// <summary>A blob that has only staged blocks cannot be deleted; an empty one put in its place drops them, and can.</summary>
    private static async Task Delete(BlobClient blob, CancellationToken cancel)
    {
        if ((await blob.DeleteIfExistsAsync(cancellationToken: cancel)).Value)
        {
            return;
        }
        await blob.UploadAsync(Stream.Null, overwrite: true, cancel);
        await blob.DeleteIfExistsAsync(cancellationToken: cancel);
    }

    private async Task<BlockBlobClient> Blocks(string name, CancellationToken cancel)
    {
        await Open(cancel);
        return container.GetBlockBlobClient(BlobNames.Check(name));
    }

    private async Task<BlobClient> Blob(string name, CancellationToken cancel)
    {
        await Open(cancel);
        return container.GetBlobClient(BlobNames.Check(name));
    }

    /// <summary>Making the container is safe to do twice, so nobody waits for anybody.</summary>
    private async Task Open(CancellationToken cancel)
    {
        if (!_open)
        {
            await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancel);
            _open = true;
        }
    }

    private static async Task<Stream> Rewindable(Stream content, CancellationToken cancel)
    {
        var kept = new FileBufferingReadStream(content, MemoryPerBlock);
        await kept.DrainAsync(cancel);
        kept.Position = 0;
        return kept;
    }

    private static string BlockId(int block) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(block.ToString("00000000", CultureInfo.InvariantCulture)));

    private static int BlockNumber(string id) =>
        int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(id)), CultureInfo.InvariantCulture);
}
