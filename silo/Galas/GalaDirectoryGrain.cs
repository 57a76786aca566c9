using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Galas;

[StatelessWorker]
internal sealed class GalaDirectoryGrain(IGrainContext context, IGalaStore store) : IGalaDirectoryGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task<Page<GalaView>> List(PageRequest page, bool withDrafts) =>
        store.Read(
            async (db, stop) =>
            {
                var rows = db.Set<GalaRow>().Where(row => withDrafts || row.State != GalaState.Draft);
                if (Cursors.Read(page.After) is { } after)
                {
                    var last = await db.Set<GalaRow>().SingleOrDefaultAsync(row => row.Id == after, stop);
                    var (at, id) = (last?.StartsAt ?? DateTimeOffset.MaxValue, after);
                    rows = rows.Where(row => row.StartsAt > at || (row.StartsAt == at && row.Id > id));
                }
                var found = await rows.OrderBy(row => row.StartsAt)
                    .ThenBy(row => row.Id)
                    .Take(Cursors.Fetch(page))
                    .ToListAsync(stop);
                var views = (await GalaStorage.Views(db, found, stop)).ToList();
                return Cursors.PageOf(page, views, view => view.Id.Value, view => view);
            }
        );

    public Task<GalaView[]> OpenFor(SchoolId school) =>
        store.Read(
            async (db, stop) =>
            {
                var invited = db.Set<GalaSchoolRow>()
                    .Where(row => row.SchoolId == school.Value)
                    .Select(row => row.GalaId);
                var found = await db.Set<GalaRow>()
                    .Where(row => invited.Contains(row.Id))
                    .Where(row =>
                        row.State == GalaState.Scheduled || row.State == GalaState.Lobby || row.State == GalaState.Live
                    )
                    .OrderBy(row => row.StartsAt)
                    .ThenBy(row => row.Id)
                    .ToListAsync(stop);
                return await GalaStorage.Views(db, found, stop);
            }
        );
}
