using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Classrooms;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Schools;

[StatelessWorker]
internal sealed class SchoolDirectoryGrain(IGrainContext context, IGalaStore store) : ISchoolDirectoryGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task<Page<SchoolView>> List(PageRequest page, SchoolId[]? only) =>
        store.Read(
            async (db, stop) =>
            {
                var rows = db.Set<SchoolRow>().AsQueryable();
                if (only is not null)
                {
                    Guid[] ids = [.. only.Select(school => school.Value)];
                    rows = rows.Where(row => ids.Contains(row.Id));
                }
                if (Cursors.Read(page.After) is { } after)
                {
                    var last = await db.Set<SchoolRow>().SingleOrDefaultAsync(row => row.Id == after, stop);
                    var (at, id) = (last?.CreatedAt ?? DateTimeOffset.MaxValue, after);
                    rows = rows.Where(row => row.CreatedAt > at || (row.CreatedAt == at && row.Id > id));
                }
                var found = await rows.OrderBy(row => row.CreatedAt)
                    .ThenBy(row => row.Id)
                    .Take(Cursors.Fetch(page))
                    .ToListAsync(stop);
                return Cursors.PageOf(page, found, row => row.Id, row => row.ToView());
            }
        );

    public Task<Page<ClassroomView>> Classrooms(SchoolId school, PageRequest page) =>
        store.Read(
            async (db, stop) =>
            {
                var rows = ClassroomQueries.Views(db).Where(row => row.Classroom.SchoolId == school.Value);
                if (Cursors.Read(page.After) is { } after)
                {
                    var last = await db.Set<ClassroomRow>().SingleOrDefaultAsync(row => row.Id == after, stop);
                    var (name, id) = (last?.Name ?? string.Empty, after);
#pragma warning disable CA1309 // The database compares, by its own collation: by code point in both.
                    rows = rows.Where(row =>
                        string.Compare(row.Classroom.Name, name) > 0
                        || (row.Classroom.Name == name && row.Classroom.Id > id)
                    );
#pragma warning restore CA1309
                }
                var found = await rows.OrderBy(row => row.Classroom.Name)
                    .ThenBy(row => row.Classroom.Id)
                    .Take(Cursors.Fetch(page))
                    .ToListAsync(stop);
                return Cursors.PageOf(page, found, row => row.Classroom.Id, row => row.ToView());
            }
        );
}
