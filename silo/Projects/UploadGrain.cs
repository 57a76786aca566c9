using GalaPlatform.Accounts;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Projects;

/// <summary>Keeps one upload's offset and lease. Every change is committed before it is answered.</summary>
internal sealed class UploadGrain(
    IGrainContext context,
    IGrainFactory grains,
    IGalaStore store,
    IBlobStore blobs,
    SchoolSpace space,
    TimeProvider clock
) : IUploadGrain, IGrainBase
{
    private UploadState? _state;
    private long _version;

    public IGrainContext GrainContext => context;

    /// <summary>A node that was killed holds nothing, whatever its lease says.</summary>
    private bool IsAbandoned => _state?.Holder is { } holder && ProcessName.IsDead(holder.Process);

    private UploadId Id => new(this.GetPrimaryKey());

    public async Task OnActivateAsync(CancellationToken token)
    {
        var id = this.GetPrimaryKey();
        var row = await store.Read(
            (db, cancel) => db.Set<UploadRow>().SingleOrDefaultAsync(row => row.Id == id, cancel),
            token
        );
        (_state, _version) = (row?.State, row?.Version ?? 0);
    }

    public async Task<Result<UploadView>> Create(Command command, NewUpload upload)
    {
        var now = clock.GetUtcNow();
        var begun = UploadRules.Create(Id, upload, now);
        if (!begun.Succeeded(out var state, out var refusal))
        {
            return refusal;
        }
        var envelope = new CommandEnvelope(command, $"upload/{Id}", "upload.create", upload);
        var created = await store.Execute<UploadView>(
            envelope,
            async transaction =>
            {
                var used = await SchoolSpace.UsedBytes(transaction.Db, upload.School, except: upload.Project);
                if (!UploadRules.Fits(used, upload.Length, space.AllowedBytes))
                {
                    return UploadRefusals.OverQuota;
                }
                transaction.Db.Add(UploadRow.From(state));
                return state.View;
            }
        );
        if (created.IsRefused)
        {
            return created;
        }
        if (_state is null)
        {
            await OnActivateAsync(CancellationToken.None);
        }
        var taken = await Project(state).BeginUpload(command, Id, upload.Length, upload.FileName);
        return taken.Refusal is { } no ? no : created;
    }

    public Task<Result<UploadView>> Get() =>
        Task.FromResult(UploadRules.Find(_state, clock.GetUtcNow()).Map(upload => upload.View));

    public Task<Result<UploadLease>> TakeLease(UploadHolder holder, long offset) =>
        KeepLease(UploadRules.TakeLease(_state, holder, offset, clock.GetUtcNow(), IsAbandoned));

    public Task<Result<UploadLease>> RenewLease(Guid holder) =>
        KeepLease(UploadRules.RenewLease(_state, holder, clock.GetUtcNow()));

    public Task<Result<UploadLease>> Advance(Guid holder, long bytes, int blocks) =>
        KeepLease(UploadRules.Advance(_state, holder, bytes, blocks, clock.GetUtcNow()));

    public async Task ReleaseLease(Guid holder)
    {
        if (_state?.Holder?.Request == holder)
        {
            await Keep(UploadRules.Release(_state));
        }
    }

    public async Task<Result<UploadView>> Finish(string sha256)
    {
        if (!UploadRules.Find(_state, clock.GetUtcNow()).Succeeded(out var upload, out var refusal))
        {
            return refusal;
        }
        if (upload.Stage == UploadStage.Done)
        {
            return upload.View;
        }
        if (!upload.View.IsWhole)
        {
            return UploadRefusals.WrongOffset;
        }
        var original = new OriginalVideo(upload.Id, upload.View.Blob, upload.Length, sha256, upload.FileName);
        var received = await Project(upload).Receive(Ours("received"), original);
        return received.Refusal is { } no ? await EndRefused(upload, no) : await End(upload, UploadStage.Done);
    }

    public async Task<Result<UploadView>> Terminate(Command command)
    {
        if (!UploadRules.Terminate(_state, clock.GetUtcNow(), IsAbandoned).Succeeded(out var upload, out var refusal))
        {
            return refusal;
        }
        if (upload.Stage == UploadStage.Done)
        {
            return upload.View;
        }
        await Project(upload).DropUpload(command, Id);
        await blobs.DeleteAll(upload.View.Blob, CancellationToken.None);
        return await End(upload, UploadStage.Gone);
    }

    // What waiting may heal leaves the upload open; a "no" for good ends it.
    private async Task<Result<UploadView>> EndRefused(UploadState upload, Refusal refusal)
    {
        if (refusal.Kind is RefusalKind.Conflict or RefusalKind.NotFound)
        {
            await blobs.DeleteAll(upload.View.Blob, CancellationToken.None);
            await End(upload, UploadStage.Gone);
        }
        return refusal;
    }

    private async Task<Result<UploadView>> End(UploadState upload, UploadStage stage)
    {
        var ended = UploadRules.End(upload, stage);
        return await Keep(ended) is { } refusal ? refusal : ended.View;
    }

    private async Task<Result<UploadLease>> KeepLease(Result<UploadState> next)
    {
        if (!next.Succeeded(out var state, out var refusal))
        {
            return refusal;
        }
        return await Keep(state) is { } unable
            ? unable
            : new UploadLease(state.View, state.Holder!.Request, state.LeaseUntil!.Value);
    }

    // Not a command: a lease's holder is its own id, and an offset only goes forward under it.
    private async Task<Refusal?> Keep(UploadState next)
    {
        try
        {
            await store.Write((db, cancel) => UploadRow.Replace(db, _version, next, cancel));
            (_state, _version) = (next, _version + 1);
            return null;
        }
        catch (StoreException unable)
        {
            // Whether it was written is unknown: what is stored is read again before the next answer.
            this.DeactivateOnIdle();
            return unable.Refusal;
        }
        catch (DbUpdateConcurrencyException)
        {
            this.DeactivateOnIdle();
            return UploadRefusals.Locked;
        }
    }

    private IProjectGrain Project(UploadState upload) => grains.GetGrain<IProjectGrain>(upload.Project.Value);

    private Command Ours(string what) => new(new CommandId($"upload-{Id}-{what}"), Actor.Platform);
}
