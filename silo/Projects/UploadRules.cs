using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Projects;

/// <summary>What may happen to an upload.</summary>
internal static class UploadRules
{
    public static Result<UploadState> Create(UploadId id, NewUpload upload, DateTimeOffset now) =>
        upload.Length == 0 ? UploadRefusals.Empty
        : upload.Length < 0 ? UploadRefusals.BadLength
        : new UploadState(
            id,
            upload.Project,
            upload.School,
            upload.Classroom,
            upload.FileName,
            upload.Length,
            Offset: 0,
            Blocks: 0,
            UploadStage.Open,
            now + UploadLimits.Lifetime,
            Holder: null,
            LeaseUntil: null
        );

    /// <summary>The upload if it can still be asked about: a finished one can, an expired one cannot.</summary>
    public static Result<UploadState> Find(UploadState? upload, DateTimeOffset now) =>
        upload is null ? CommonRefusals.NotFound
        : upload.Stage == UploadStage.Gone || IsExpired(upload, now) ? UploadRefusals.Gone
        : upload;

    public static bool IsExpired(UploadState upload, DateTimeOffset now) =>
        upload.Stage == UploadStage.Open && upload.ExpiresAt <= now;

    /// <summary>Gives the lease to a request, if no other holds it, or the process that held it is gone.</summary>
    public static Result<UploadState> TakeLease(
        UploadState? stored,
        UploadHolder holder,
        long offset,
        DateTimeOffset now,
        bool isAbandoned = false
    ) =>
        !Find(stored, now).Succeeded(out var upload, out var refusal) ? refusal
        : upload.IsHeld(now) && !isAbandoned && upload.Holder != holder ? UploadRefusals.Locked
        : upload.Offset != offset ? UploadRefusals.WrongOffset
        : Hold(upload, holder, now);

    /// <summary>True if a school that keeps <paramref name="used"/> bytes may keep as many more.</summary>
    public static bool Fits(long used, long length, long allowed) => length <= allowed - used;

    /// <summary>A lapsed lease that nobody took since is still its holder's.</summary>
    public static Result<UploadState> RenewLease(UploadState? stored, Guid holder, DateTimeOffset now) =>
        !Find(stored, now).Succeeded(out var upload, out var refusal) ? refusal
        : upload.Holder?.Request != holder ? UploadRefusals.Locked
        : Hold(upload, upload.Holder, now);

    public static Result<UploadState> Advance(
        UploadState? stored,
        Guid holder,
        long bytes,
        int blocks,
        DateTimeOffset now
    )
    {
        if (!RenewLease(stored, holder, now).Succeeded(out var upload, out var refusal))
        {
            return refusal;
        }
        return bytes > upload.Length - upload.Offset ? UploadRefusals.TooLarge
            : upload.Blocks + blocks > UploadLimits.MaxBlocks ? UploadRefusals.TooManyPieces
            : upload with { Offset = upload.Offset + bytes, Blocks = upload.Blocks + blocks };
    }

    /// <summary>An upload that expired can still be given up: that is how it is cleared away.</summary>
    public static Result<UploadState> Terminate(UploadState? upload, DateTimeOffset now, bool isAbandoned = false) =>
        upload is null ? CommonRefusals.NotFound
        : upload.Stage == UploadStage.Gone ? UploadRefusals.Gone
        : upload.IsHeld(now) && !isAbandoned ? UploadRefusals.Locked
        : upload;

    public static UploadState Release(UploadState upload) => upload with { Holder = null, LeaseUntil = null };

    public static UploadState End(UploadState upload, UploadStage stage) => Release(upload) with { Stage = stage };

    private static UploadState Hold(UploadState upload, UploadHolder holder, DateTimeOffset now) =>
        upload with
        {
            Holder = holder,
            LeaseUntil = now + UploadLimits.Lease,
        };
}
