using System.Security.Cryptography;
using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// Counts what one request brought, and tells the upload's grain: at most every second while blocks are stored, and at the end;
/// only at the end if there is a checksum.
/// </summary>
internal sealed class UploadTally(
    IUploadGrain grain,
    UploadLease lease,
    TusChecksum? checksum,
    IncrementalHash? whole,
    TimeProvider clock
) : IDisposable
{
    private static readonly TimeSpan RenewBefore = UploadLimits.Lease * (2.0 / 3),
        AdvanceAfter = TimeSpan.FromSeconds(1);

    private readonly IncrementalHash? _hash = checksum is null ? null : IncrementalHash.CreateHash(checksum.Algorithm);
    private UploadLease _lease = lease;
    private DateTimeOffset _advancedAt;
    private long _uncounted;
    private int _uncountedBlocks;

    public string Blob => _lease.Upload.Blob;

    public int NextBlock => _lease.Upload.Blocks + _uncountedBlocks;

    /// <summary>A block is being stored; each block comes by here once, in its order.</summary>
    public void Hash(ReadOnlySpan<byte> block)
    {
        whole?.AppendData(block);
        _hash?.AppendData(block);
    }

    /// <summary>A block is stored.</summary>
    public async Task<Refusal?> Count(int bytes)
    {
        _uncounted += bytes;
        _uncountedBlocks++;
        return checksum is null && clock.GetUtcNow() >= _advancedAt + AdvanceAfter ? await Advance() : null;
    }

    /// <summary>The body ended: with a checksum, its bytes count from now on, or not at all.</summary>
    public async Task<Result<UploadView>> Confirm()
    {
        if (checksum is not null && !CryptographicOperations.FixedTimeEquals(_hash!.GetHashAndReset(), checksum.Digest))
        {
            return UploadRefusals.ChecksumMismatch;
        }
        return await Advance() is { } refusal ? refusal : _lease.Upload;
    }

    /// <summary>The request ends with a refusal: what was stored before counts all the same, unless a checksum covers it.</summary>
    public async Task Settle()
    {
        if (checksum is null)
        {
            await Advance();
        }
    }

    /// <summary>Keeps the lease while a slow client sends.</summary>
    public async Task KeepLease()
    {
        if (clock.GetUtcNow() >= _lease.Until - RenewBefore)
        {
            // Somebody else's by now: the next block will be told.
            _lease = (await grain.RenewLease(_lease.Holder)).Value is { } renewed
                ? _lease with
                {
                    Until = renewed.Until,
                }
                : _lease;
        }
    }

    public void Dispose() => _hash?.Dispose();

    private async Task<Refusal?> Advance()
    {
        if (_uncountedBlocks == 0)
        {
            return null;
        }
        var advanced = await grain.Advance(_lease.Holder, _uncounted, _uncountedBlocks);
        if (!advanced.Succeeded(out var now, out var refusal))
        {
            return refusal;
        }
        (_lease, _uncounted, _uncountedBlocks, _advancedAt) = (now, 0, 0, clock.GetUtcNow());
        return null;
    }
}
