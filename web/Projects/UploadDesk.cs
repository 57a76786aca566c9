using System.Security.Cryptography;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Http.Features;

namespace GalaPlatform.Web.Projects;

/// <summary>What a request to an upload comes to: who may, the lease, the bytes, the end.</summary>
internal sealed class UploadDesk(
    IGrainFactory grains,
    Access access,
    UploadWriter writer,
    UploadFinisher finisher,
    UploadOptions options,
    UploadHashes hashes,
    ILogger<UploadDesk> log
)
{
    /// <summary>Reads what a client declares before its first byte.</summary>
    public async Task<Result<NewUpload>> ReadNew(HttpContext http)
    {
        var headers = http.Request.Headers;
        // A length to be told later is not offered: quotas are checked before the first byte.
        var declared = headers.ContainsKey(TusProtocol.DeferLength)
            ? UploadRefusals.BadLength
            : Tus.ReadLength(headers[TusProtocol.Length]);
        if (!declared.Succeeded(out var length, out var refusal))
        {
            return refusal;
        }
        if (length == 0 || length > options.MaxBytes)
        {
            return length == 0 ? UploadRefusals.Empty : UploadRefusals.TooLarge;
        }
        if (!Tus.ReadMetadata(headers[TusProtocol.Metadata]).Succeeded(out var metadata, out refusal))
        {
            return refusal;
        }
        if (!TypedId.TryRead<ProjectId>(metadata.GetValueOrDefault("projectId"), out var id))
        {
            return UploadRefusals.BadMetadata;
        }
        if (!(await grains.Project(id).Get()).Succeeded(out var project, out refusal))
        {
            return refusal;
        }
        var may = await access.Require(
            http.User,
            GalaAction.EditProject,
            AccessScope.Of(project.School, project.Classroom)
        );
        return may.Refusal is { } no
            ? no
            : new NewUpload(
                id,
                project.School,
                project.Classroom,
                length,
                Tus.CleanFileName(metadata.GetValueOrDefault("filename"))
            );
    }

    /// <summary>The upload, if it is there and the user's.</summary>
    public async Task<Result<UploadView>> Find(HttpContext http, UploadId id)
    {
        var found = await grains.GetGrain<IUploadGrain>(id.Value).Get();
        if (found.Refusal is { } refusal && refusal.Code != UploadRefusals.Gone.Code)
        {
            return refusal;
        }
        if (found.Value is not { } upload)
        {
            return found;
        }
        var may = await access.Require(
            http.User,
            GalaAction.EditProject,
            AccessScope.Of(upload.School, upload.Classroom)
        );
        return may.Refusal is { } no ? Hidden(no) : upload;
    }

    /// <summary>Appends the request's body at an offset; on the last byte hands the file to the project.</summary>
    public async Task<Result<UploadView>> Append(HttpContext http, UploadView upload, long offset)
    {
        if (
            !Tus.ReadChecksum(http.Request.Headers[TusProtocol.Checksum]).Succeeded(out var checksum, out var refusal)
            && refusal is not null
        )
        {
            return refusal;
        }
        if (http.Request.ContentLength > upload.Length - offset)
        {
            return UploadRefusals.TooLarge;
        }
        var (grain, holder) = (grains.GetGrain<IUploadGrain>(upload.Id.Value), NewHolder());
        if (!(await grain.TakeLease(holder, offset)).Succeeded(out var lease, out refusal))
        {
            return refusal;
        }
        Result<UploadView> appended;
        try
        {
            appended = await AppendUnder(http, grain, lease, checksum);
        }
        finally
        {
            await grain.ReleaseLease(holder.Request);
        }
        return appended.Refusal is { } no ? await EndIfLost(grain, upload, no) : appended;
    }

    /// <summary>Finishes an upload that has every byte, and whose node stopped before it could.</summary>
    public async Task<Result<UploadView>> FinishLate(UploadView upload)
    {
        var (grain, holder) = (grains.GetGrain<IUploadGrain>(upload.Id.Value), NewHolder());
        if (!(await grain.TakeLease(holder, upload.Offset)).Succeeded(out _, out var refusal))
        {
            return refusal;
        }
        Result<UploadView> finished;
        try
        {
            finished = await Finish(upload, null);
        }
        finally
        {
            await grain.ReleaseLease(holder.Request);
        }
        return finished.Refusal is { } no ? await EndIfLost(grain, upload, no) : finished;
    }

    // What is not in the store any more never comes to an end: the client begins anew instead of asking for ever.
    private static async Task<Refusal> EndIfLost(IUploadGrain grain, UploadView upload, Refusal refusal)
    {
        if (refusal.Code == UploadRefusals.BlocksLost.Code)
        {
            await grain.Terminate(new Command(new CommandId($"upload-{upload.Id}-lost"), Actor.Platform));
        }
        return refusal;
    }

    private async Task<Result<UploadView>> AppendUnder(
        HttpContext http,
        IUploadGrain grain,
        UploadLease lease,
        TusChecksum? checksum
    )
    {
        // The edge's limit is for forms; here the declared length is the limit.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
        var whole = hashes.Take(lease.Upload.Id, lease.Upload.Offset);
        var appended = await writer.Append(grain, lease, http.Request.Body, checksum, whole, http.RequestAborted);
        if (appended.Value is { Stage: UploadStage.Open, IsWhole: false } begun && whole is not null)
        {
            hashes.Keep(begun.Id, begun.Offset, whole);
            return appended;
        }
        using (whole)
        {
            return appended.Value is { IsWhole: true, Stage: UploadStage.Open } upload
                ? await Finish(upload, whole is null ? null : Convert.ToHexStringLower(whole.GetHashAndReset()))
                : appended;
        }
    }

    private static UploadHolder NewHolder() => new(Guid.NewGuid(), ProcessName.Mine);

    // An upload is nobody's business but its class's, in the same school too.
    private static Refusal Hidden(Refusal no) =>
        no.Code == CommonRefusals.Forbidden.Code ? CommonRefusals.NotFound : no;

    private async Task<Result<UploadView>> Finish(UploadView upload, string? sha256)
    {
        var finished = await finisher.Finish(upload, sha256);
        if (!finished.IsRefused)
        {
            log.UploadDone(upload.Id, upload.Project, upload.Length);
        }
        return finished;
    }
}
