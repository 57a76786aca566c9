using System.Collections.Concurrent;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// What each project's links may open, asked of its grain at most every few seconds: a consent that is withdrawn closes
/// the links that were given under it. Only a yes is believed for so long: a link that was given a moment after a consent
/// must open at once, so a no is asked for again; and so is a video that is still growing.
/// </summary>
internal sealed class ProjectMedia(IGrainFactory grains, TimeProvider clock, ILogger<ProjectMedia> log)
{
    private const int MaxEntries = 2000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<ProjectId, Entry> _entries = new();

    /// <summary>
    /// The project's video, if this attempt made it, the ticket's right to it still holds, and it has what is asked for.
    /// What is not ready yet is for the school's own staff.
    /// </summary>
    public async Task<PlayableVideo?> Find(MediaTicket ticket, string attempt, Func<PlayableVideo, bool>? has = null)
    {
        var project = await Find(
            new ProjectId(ticket.Id),
            ticket.Use,
            view => VideoOf(view, ticket.Use, attempt) is { } video && (has is null || has(video)),
            view => VideoOf(view, ticket.Use, attempt) is { IsPreview: false }
        );
        return project is null ? null : VideoOf(project, ticket.Use, attempt);
    }

    /// <summary>True if the project may be shown in this right now.</summary>
    public async Task<bool> MayShow(ProjectId id, MediaUse use) =>
        await Find(id, use, _ => true, _ => true) is not null;

    private static PlayableVideo? VideoOf(ProjectView project, MediaUse use, string attempt)
    {
        var media = project.Media;
        return IsOf(media.Asset, attempt) ? new PlayableVideo(media.Asset!, project.Captions, IsPreview: false)
            : use == MediaUse.Staff && IsOf(media.Preview, attempt)
                ? new PlayableVideo(media.Preview!, [], IsPreview: true)
            : null;
    }

    private static bool IsOf(MediaAsset? asset, string attempt) =>
        asset is not null && MediaLinks.AttemptOf(asset) == attempt;

    private async Task<ProjectView?> Find(
        ProjectId id,
        MediaUse use,
        Func<ProjectView, bool> fits,
        Func<ProjectView, bool> lasts
    )
    {
        var now = clock.GetUtcNow();
        return Opens(await Get(id, now - Freshness)) is { } known && lasts(known) ? known : Opens(await Get(id, now));

        ProjectView? Opens(ProjectView? project) =>
            project is not null && MediaRights.Allow(project, use, now) && fits(project) ? project : null;
    }

    // Whoever asks while a question that is new enough is on its way waits for that one's answer.
    private Task<ProjectView?> Get(ProjectId id, DateTimeOffset since)
    {
        if (_entries.Count > MaxEntries)
        {
            _entries.Clear();
        }
        var now = clock.GetUtcNow();
        return _entries
            .AddOrUpdate(
                id,
                _ => new Entry(now, Ask(id, null)),
                (_, known) => known.AskedAt >= since ? known : new Entry(now, Ask(id, known))
            )
            .Project;
    }

    // While the project cannot be asked for, nobody can withdraw a consent either: what was known goes on.
    private async Task<ProjectView?> Ask(ProjectId id, Entry? known)
    {
        try
        {
            return (await grains.GetGrain<IProjectGrain>(id.Value).Get()).Value;
        }
        catch (Exception problem) when (known is not null)
        {
            log.ProjectNotAsked(problem, id);
            return await known.Project;
        }
    }

    private sealed record Entry(DateTimeOffset AskedAt, Task<ProjectView?> Project);
}

/// <summary>What plays of a project: its video, or what there is of one that is being transcoded.</summary>
internal sealed record PlayableVideo(MediaAsset Asset, CaptionTrack[] Captions, bool IsPreview);
