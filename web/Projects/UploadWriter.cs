using System.Buffers;
using System.Security.Cryptography;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// Brings the bytes of one request into the blob store, block by block, and says so to the upload's grain. While one
/// block is being stored and hashed the next one is read; more than two are never in memory.
/// </summary>
internal sealed class UploadWriter(IBlobStore blobs, TimeProvider clock, ILogger<UploadWriter> log)
{
    /// <summary>Appends a request's body under a lease.</summary>
    /// <param name="grain">The upload.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="checksum">What they must hash to; with it they count all together or not at all.</param>
    /// <param name="whole">Is fed with what is appended.</param>
    /// <param name="aborted">The client went away; what arrived until then is kept.</param>
    public async Task<Result<UploadView>> Append(
        IUploadGrain grain,
        UploadLease lease,
        Stream body,
        TusChecksum? checksum,
        IncrementalHash? whole,
        CancellationToken aborted
    )
    {
        using var tally = new UploadTally(grain, lease, checksum, whole, clock);
        var reader = new BlockReader(body, tally, aborted);
        var (filling, storing) = (Rent(), Rent());
        var stored = Task.FromResult<Refusal?>(null);
        try
        {
            var unread = lease.Upload.Length - lease.Upload.Offset;
            while (true)
            {
                var filled = await reader.Fill(filling.AsMemory(0, (int)Math.Min(UploadLimits.BlockBytes, unread)));
                unread -= filled;
                var refusal = await stored;
                refusal ??= unread == 0 && await reader.HasMore() ? UploadRefusals.TooLarge : null;
                if (refusal is not null)
                {
                    await tally.Settle();
                    return refusal;
                }
                if (filled == 0)
                {
                    return await tally.Confirm();
                }
                (filling, storing) = (storing, filling);
                stored = Store(tally, storing, filled);
            }
        }
        finally
        {
            // A block on its way still uses its buffer.
            await ((Task)stored).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(filling);
            ArrayPool<byte>.Shared.Return(storing);
        }
    }

    private static byte[] Rent() => ArrayPool<byte>.Shared.Rent(UploadLimits.BlockBytes);

    private async Task<Refusal?> Store(UploadTally tally, byte[] buffer, int count)
    {
        if (tally.NextBlock >= UploadLimits.MaxBlocks)
        {
            return UploadRefusals.TooManyPieces;
        }
        try
        {
            // Beside the store's work, not after it: both take about as long.
            var hashing = Task.Run(() => tally.Hash(buffer.AsSpan(0, count)));
            using var content = new MemoryStream(buffer, 0, count, writable: false, publiclyVisible: true);
            // Not cancelled with the request: a block that arrived is worth keeping.
            await Task.WhenAll(blobs.StageBlock(tally.Blob, tally.NextBlock, content, CancellationToken.None), hashing);
        }
        catch (Exception problem)
        {
            log.BlockNotStored(problem, tally.Blob);
            return BlobTroubles.RefusalFor(problem);
        }
        return await tally.Count(count);
    }
}
