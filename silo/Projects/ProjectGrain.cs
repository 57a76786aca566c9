using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Programme;
using GalaPlatform.Silo.Storage;
using GalaPlatform.Silo.Transcoding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Projects;

/// <summary>One project: its words, consent, review, and its video's way from upload to ready.</summary>
internal sealed class ProjectGrain(
    IGrainContext context,
    IGalaStore store,
    IGrainFactory grains,
    TranscodeSignal signal,
    ILogger<ProjectGrain> log
) : IProjectGrain, IGrainBase
{
    private ProjectState? _project;
    private AttemptProgress _progress = AttemptProgress.None;

    public IGrainContext GrainContext => context;

    private ProjectId Id => new(this.GetPrimaryKey());

    public async Task OnActivateAsync(CancellationToken token) =>
        _project = await store.Read(
            async (db, stop) =>
                (await db.Set<ProjectRow>().SingleOrDefaultAsync(row => row.Id == Id.Value, stop))?.ToState(),
            token
        );

    public Task<Result<ProjectView>> Get() =>
        Task.FromResult<Result<ProjectView>>(_project is { } project ? View(project) : CommonRefusals.NotFound);

    public async Task<Result<ProjectView>> Create(Command command, NewProject project)
    {
        var classroom = await grains.GetGrain<IClassroomGrain>(project.Classroom.Value).Get();
        if (!classroom.Succeeded(out var room, out _))
        {
            return ProjectRefusals.ClassroomNotOfSchool;
        }
        ProjectState? next = null;
        var envelope = new CommandEnvelope(command, Scope, "project.create", project);
        var created = await this.Carry<ProjectView>(
            store,
            log,
            envelope,
            work =>
            {
                var state = ProjectRules.Create(_project, Id, project, room, work.Now);
                next = state.Value;
                if (next is not null)
                {
                    work.Db.Keep(ProjectRow.From(next), 0);
                }
                return Task.FromResult(state.Map(View));
            }
        );
        _project = created.IsRefused ? _project : next ?? _project;
        return created;
    }

    public Task<Result<ProjectView>> Change(Command command, ProjectChange change, long? ifVersion) =>
        Alter(command, "change", new { change, ifVersion }, (it, _) => ProjectRules.Change(it, change, ifVersion));

    public Task<Result<ProjectView>> AttestConsent(Command command, Consent consent) =>
        Alter(command, "attest-consent", consent, (it, now) => ProjectRules.Attest(it, consent, now));

    public Task<Result<ProjectView>> WithdrawConsent(Command command) =>
        Alter(command, "withdraw-consent", null, (it, _) => ProjectRules.Withdraw(it));

    public Task<Result<ProjectView>> Review(Command command, ReviewDecision decision, string? reason) =>
        Alter(command, "review", new { decision, reason }, (it, _) => ProjectRules.Review(it, decision, reason));

    public Task<Result<ProjectView>> KeepCaptions(Command command, CaptionTrack captions) =>
        Alter(command, "keep-captions", captions, (it, _) => ProjectRules.KeepCaptions(it, captions));

    public Task<Result<ProjectView>> RemoveCaptions(Command command, string language) =>
        Alter(command, "remove-captions", language, (it, _) => ProjectRules.RemoveCaptions(it, language));

    public async Task<Result<Done>> Delete(Command command)
    {
        var deleted = await this.Carry<Done>(
            store,
            log,
            new CommandEnvelope(command, Scope, "project.delete", null),
            async work =>
            {
                if (_project is not { } project)
                {
                    return CommonRefusals.NotFound;
                }
                work.Db.Remove(ProjectRow.From(project));
                await TranscodeQueue.Leave(work.Db, Id);
                work.Outbox(ProjectWithdrawn.Kind, new ProjectWithdrawn(Id));
                work.Outbox(ProjectOutbox.Deleted, new ProjectNews(Id.Value));
                return new Done();
            }
        );
        if (!deleted.IsRefused)
        {
            _project = null;
            this.DeactivateOnIdle();
        }
        return deleted;
    }

    public Task<Result<Done>> BeginUpload(Command command, UploadId upload, long length, string fileName) =>
        Move(
            command,
            "begin-upload",
            new
            {
                upload,
                length,
                fileName,
            },
            media => MediaRules.BeginUpload(media, upload, fileName)
        );

    public Task<Result<Done>> DropUpload(Command command, UploadId upload) =>
        Move(command, "drop-upload", upload, media => MediaRules.DropUpload(media, upload));

    public Task<Result<Done>> Receive(Command command, OriginalVideo original) =>
        Move(command, "receive", original, media => MediaRules.Receive(media, original));

    public async Task<Result<OriginalVideo>> StartAttempt(Command command, int attempt)
    {
        var started = await Move(
            command,
            "start-attempt",
            attempt,
            media => MediaRules.StartAttempt(media, attempt),
            attempt
        );
        return started.Map(_ => _project!.Media.Original!);
    }

    public Task ReportProgress(int attempt, AttemptProgress progress)
    {
        if (_project?.Media is { State: MediaState.Transcoding } media && media.Attempt == attempt)
        {
            _progress = progress with { Done = Math.Clamp(progress.Done, 0, 1) };
        }
        return Task.CompletedTask;
    }

    public Task<Result<Done>> CompleteAttempt(Command command, int attempt, MediaAsset asset) =>
        Move(
            command,
            "complete-attempt",
            new { attempt, asset },
            media => MediaRules.Complete(media, attempt, asset),
            attempt
        );

    public Task<Result<Done>> FailAttempt(Command command, int attempt, MediaProblem problem) =>
        Move(
            command,
            "fail-attempt",
            new { attempt, problem.Code },
            media => MediaRules.Fail(media, attempt, problem),
            attempt
        );

    public Task<Result<Done>> PostponeAttempt(Command command, int attempt, MediaProblem problem) =>
        Move(
            command,
            "postpone-attempt",
            new { attempt, problem.Code },
            media => MediaRules.Postpone(media, attempt, problem),
            attempt
        );

    public Task<Result<Done>> ReportMissing(Command command, string prefix) =>
        Move(command, "report-missing", prefix, media => MediaRules.Miss(media, prefix));

    public async Task<Result<ProjectView>> RetryTranscoding(Command command)
    {
        var retried = await Move(command, "retry", null, MediaRules.Retry);
        return retried.Map(_ => View(_project!));
    }

    private string Scope => $"project/{Id}";

    private ProjectView View(ProjectState project) => project.ToView(_progress);

    /// <summary>A step of the video. Its place in the queue changes in the same transaction.</summary>
    private async Task<Result<Done>> Move(
        Command command,
        string action,
        object? arguments,
        Func<ProjectMedia, Result<ProjectMedia>> rule,
        int? heldBy = null
    )
    {
        var moved = await Alter(
            command,
            action,
            arguments,
            (project, _) => rule(project.Media).Map(media => project with { Media = media }),
            _ => new Done(),
            (work, before, after) => TranscodeQueue.Follow(work.Db, before, after, heldBy, work.Now)
        );
        if (_project?.Media.State == MediaState.Received)
        {
            signal.Raise();
        }
        _progress = _project?.Media.State == MediaState.Transcoding ? _progress : AttemptProgress.None;
        return moved;
    }

    private Task<Result<ProjectView>> Alter(
        Command command,
        string action,
        object? arguments,
        Func<ProjectState, DateTimeOffset, Result<ProjectState>> rule
    ) => Alter(command, action, arguments, rule, View, (_, _, _) => Task.FromResult<Refusal?>(null));

    private async Task<Result<T>> Alter<T>(
        Command command,
        string action,
        object? arguments,
        Func<ProjectState, DateTimeOffset, Result<ProjectState>> rule,
        Func<ProjectState, T> answer,
        Func<CommandTransaction, ProjectState, ProjectState, Task<Refusal?>> also
    )
    {
        ProjectState? next = null;
        var altered = await this.Carry<T>(
            store,
            log,
            new CommandEnvelope(command, Scope, $"project.{action}", arguments),
            async work =>
            {
                if (_project is not { } before)
                {
                    return CommonRefusals.NotFound;
                }
                if (!rule(before, work.Now).Succeeded(out var after, out var refusal))
                {
                    return refusal;
                }
                next = after with { Version = before.Version + 1 };
                if (await also(work, before, next) is { } no)
                {
                    return no;
                }
                if (ProjectRules.MayGoOnAir(before, work.Now) && !ProjectRules.MayGoOnAir(next, work.Now))
                {
                    work.Outbox(ProjectWithdrawn.Kind, new ProjectWithdrawn(Id));
                }
                if (before.Media.Original is { } old && next.Media.Original?.Blob != old.Blob)
                {
                    work.Outbox(ProjectOutbox.OriginalReplaced, new ReplacedOriginal(old.Blob));
                }
                foreach (var gone in before.Captions.ExceptBy(next.Captions.Select(one => one.Blob), one => one.Blob))
                {
                    work.Outbox(ProjectOutbox.CaptionsGone, gone);
                }
                work.Db.Keep(ProjectRow.From(next), before.Version);
                return answer(next);
            }
        );
        _project = altered.IsRefused ? _project : next ?? _project;
        return altered;
    }
}
