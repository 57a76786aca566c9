using System.Collections.Concurrent;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// What each project's links may open, asked of its grain at most every few seconds: a consent that is withdrawn closes
/// the links that were given under it.
/// </summary>
internal sealed class ProjectMedia(IGrainFactory grains, TimeProvider clock)
{
    private const int MaxEntries = 2000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<ProjectId, Entry> _entries = new();

    /// <summary>The project's video, if there is one and the ticket's right to it still holds.</summary>
    public async Task<MediaAsset?> Find(MediaTicket ticket)
    {
        var project = await Get(new ProjectId(ticket.Id));
        return project is not null && MediaRights.Allow(project, ticket.Use, clock.GetUtcNow())
            ? project.Media.Asset
            : null;
    }

    private async Task<ProjectView?> Get(ProjectId id)
    {
        var now = clock.GetUtcNow();
        if (_entries.Count > MaxEntries)
        {
            _entries.Clear();
        }
        var entry = _entries.GetOrAdd(id, Ask, now);
        if (now - entry.AskedAt >= Freshness || entry.Project.IsFaulted)
        {
            var fresh = Ask(id, now);
            _entries[id] = entry = fresh;
        }
        return await entry.Project;
    }

    private Entry Ask(ProjectId id, DateTimeOffset now) => new(now, AskGrain(id));

    private async Task<ProjectView?> AskGrain(ProjectId id) =>
        (await grains.GetGrain<IProjectGrain>(id.Value).Get()).Value;

    private sealed record Entry(DateTimeOffset AskedAt, Task<ProjectView?> Project);
}
