using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Programme;
using GalaPlatform.Silo.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Projects;

[StatelessWorker]
internal sealed class ProjectDirectoryGrain(
    IGrainContext context,
    IGalaStore store,
    IGrainFactory grains,
    SchoolSpace space,
    TimeProvider clock
) : IProjectDirectoryGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public async Task<Page<ProjectView>> OfSchool(SchoolId school, PageRequest page)
    {
        var found = await store.Read((db, stop) => Rows(db, school, page, stop));
        return found with { Items = await Task.WhenAll(found.Items.Select(WithProgress)) };
    }

    public Task<Result<SchoolPlaylist>> Playlist(SchoolId school, ConsentUses uses) =>
        store.Read<Result<SchoolPlaylist>>(
            async (db, stop) =>
            {
                var known = await db.Set<SchoolRow>().SingleOrDefaultAsync(row => row.Id == school.Value, stop);
                if (known is null)
                {
                    return CommonRefusals.NotFound;
                }
                var rows = await Showable(db, school, uses, clock.GetUtcNow()).ToListAsync(stop);
                var places = await Places(db, school, stop);
                var inOrder = rows.OrderBy(row => places.GetValueOrDefault(row.Id, int.MaxValue));
                return new SchoolPlaylist(
                    school,
                    known.Name,
                    [.. inOrder.Select(row => row.ToState().ToView(AttemptProgress.None))]
                );
            }
        );

    public async Task<SchoolStorage> Storage(SchoolId school) =>
        new(await store.Read((db, _) => SchoolSpace.UsedBytes(db, school)), space.AllowedBytes);

    /// <summary>What can be shown: a video that plays stays in the list while its replacement is under way.</summary>
    private static IQueryable<ProjectRow> Showable(
        GalaDbContext db,
        SchoolId school,
        ConsentUses uses,
        DateTimeOffset now
    ) =>
        db.Set<ProjectRow>()
            .Where(row => row.SchoolId == school.Value && row.Review == ReviewDecision.Approved)
            .Where(row => row.Asset != null && row.MediaState != MediaState.Missing)
            .Where(row => (row.ConsentUses & uses) == uses && row.ConsentUntil > now)
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id);

    /// <summary>Where the school's projects stand in the newest gala that shows one of them.</summary>
    private static async Task<Dictionary<Guid, int>> Places(GalaDbContext db, SchoolId school, CancellationToken stop)
    {
        var shown =
            from line in db.Set<ProgrammeLineRow>()
            join project in db.Set<ProjectRow>() on line.ProjectId equals project.Id
            join gala in db.Set<GalaRow>() on line.GalaId equals gala.Id
            where project.SchoolId == school.Value
            orderby gala.StartsAt descending, gala.Id
            select new
            {
                Gala = gala.Id,
                Project = project.Id,
                line.Place,
            };
        var lines = await shown.ToListAsync(stop);
        return lines
            .Where(line => line.Gala == lines[0].Gala)
            .GroupBy(line => line.Project)
            .ToDictionary(project => project.Key, project => project.Min(line => line.Place));
    }

    private static async Task<Page<ProjectView>> Rows(
        GalaDbContext db,
        SchoolId school,
        PageRequest page,
        CancellationToken stop
    )
    {
        var rows = db.Set<ProjectRow>().Where(row => row.SchoolId == school.Value);
        if (Cursors.Read(page.After) is { } after)
        {
            var last = await db.Set<ProjectRow>().SingleOrDefaultAsync(row => row.Id == after, stop);
            var at = last?.CreatedAt ?? DateTimeOffset.MaxValue;
            rows = rows.Where(row => row.CreatedAt > at || (row.CreatedAt == at && row.Id > after));
        }
        var found = await rows.OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .Take(Cursors.Fetch(page))
            .ToListAsync(stop);
        return Cursors.PageOf(page, found, row => row.Id, row => row.ToState().ToView(AttemptProgress.None));
    }

    /// <summary>How far a video is, its grain alone knows.</summary>
    private async Task<ProjectView> WithProgress(ProjectView project) =>
        project.Media.State == MediaState.Transcoding
            ? (await grains.GetGrain<IProjectGrain>(project.Id.Value).Get()).Value ?? project
            : project;
}
