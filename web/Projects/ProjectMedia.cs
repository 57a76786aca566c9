using System.Collections.Concurrent;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// What each project's links may open, asked of its grain at most every few seconds: a consent that is withdrawn closes
/// the links that were given under it.
/// </summary>
internal sealed class ProjectMedia(IGrainFactory grains, TimeProvider clock, ILogger<ProjectMedia> log)
{
    private const int MaxEntries = 2000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<ProjectId, Entry> _entries = new();

    /// <summary>The project's video, if there is one and the ticket's right to it still holds.</summary>
    public async Task<MediaAsset?> Find(MediaTicket ticket) =>
        await Get(new ProjectId(ticket.Id)) is { } project && MediaRights.Allow(project, ticket.Use, clock.GetUtcNow())
            ? project.Media.Asset
            : null;

    /// <summary>True if the project may be shown in this right now.</summary>
    public async Task<bool> MayShow(ProjectId id, MediaUse use) =>
        await Get(id) is { } project && MediaRights.Allow(project, use, clock.GetUtcNow());

    private Task<ProjectView?> Get(ProjectId id)
    {
        var now = clock.GetUtcNow();
        if (_entries.Count > MaxEntries)
        {
            _entries.Clear();
        }
        return _entries
            .AddOrUpdate(
                id,
                _ => new Entry(now, Ask(id, null)),
                (_, known) => now - known.AskedAt < Freshness ? known : new Entry(now, Ask(id, known))
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
