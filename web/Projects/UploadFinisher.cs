using System.Buffers;
using System.Security.Cryptography;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>Makes one blob of an upload's blocks, and hands it to the project. Every step may be done again after a crash.</summary>
internal sealed class UploadFinisher(IBlobStore blobs, IGrainFactory grains, ILogger<UploadFinisher> log)
{
    /// <summary>Finishes an upload whose every byte is staged.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="sha256">Of the whole file if it came in one request; else it is read back.</param>
    public async Task<Result<UploadView>> Finish(UploadView upload, string? sha256)
    {
        try
        {
            if (await blobs.GetLength(upload.Blob, CancellationToken.None) is null && !await Commit(upload))
            {
                return UploadRefusals.BlocksLost;
            }
            sha256 ??= await HashOf(upload.Blob);
        }
        catch (Exception problem)
        {
            log.UploadNotCommitted(problem, upload.Id);
            return BlobTroubles.RefusalFor(problem);
        }
        return await grains.GetGrain<IUploadGrain>(upload.Id.Value).Finish(sha256);
    }

    // What is staged is counted again: what was said to be here must be here, to the byte.
    private async Task<bool> Commit(UploadView upload)
    {
        var staged = await blobs.ListStagedBlocks(upload.Blob, CancellationToken.None);
        var bytes = staged.Where(block => block.Key < upload.Blocks).Sum(block => block.Value);
        if (bytes == upload.Length)
        {
            await blobs.Commit(upload.Blob, upload.Blocks, CancellationToken.None);
            return true;
        }
        // Another request may have committed between the two questions.
        return await blobs.GetLength(upload.Blob, CancellationToken.None) == upload.Length;
    }

    private async Task<string> HashOf(string blob)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await blobs.OpenRead(blob, 0, null, CancellationToken.None);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        for (int count; (count = await content.ReadAsync(buffer)) > 0; )
        {
            hash.AppendData(buffer, 0, count);
        }
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
