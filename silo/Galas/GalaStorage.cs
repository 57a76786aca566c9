using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Programme;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Galas;

/// <summary>A gala's rows.</summary>
internal static class GalaStorage
{
    public static async Task<GalaEventState?> Load(GalaDbContext db, Guid id, CancellationToken stop)
    {
        if (await db.Set<GalaRow>().SingleOrDefaultAsync(row => row.Id == id, stop) is not { } gala)
        {
            return null;
        }
        var view = (await Views(db, [gala], stop)).Single();
        var lines = await db.Set<ProgrammeLineRow>()
            .Where(row => row.GalaId == id)
            .OrderBy(row => row.Place)
            .ToArrayAsync(stop);
        var cues = await db.Set<CueRow>().Where(row => row.GalaId == id).OrderBy(row => row.Number).ToArrayAsync(stop);
        var programme = new ProgrammeState(
            [.. lines.Select(row => row.ToLine())],
            [.. cues.Select(row => row.ToCue())],
            gala.ProgrammeVersion
        );
        return new GalaEventState(view, programme, gala.CreatedAt, gala.Version);
    }

    /// <summary>Writes what changed.</summary>
    public static async Task Save(GalaDbContext db, GalaEventState? before, GalaEventState after)
    {
        var id = after.View.Id;
        db.Keep(RowOf(after), before?.Version ?? 0);
        var (schools, moderators) = (before?.View.Schools ?? [], before?.View.Moderators ?? []);
        db.AddRange(
            after
                .View.Schools.Skip(schools.Length)
                .Select(
                    (school, place) =>
                        new GalaSchoolRow
                        {
                            GalaId = id.Value,
                            SchoolId = school.Value,
                            Place = schools.Length + place,
                        }
                )
        );
        db.AddRange(
            after
                .View.Moderators.Skip(moderators.Length)
                .Select(
                    (account, place) =>
                        new GalaModeratorRow
                        {
                            GalaId = id.Value,
                            AccountId = account.Value,
                            Place = moderators.Length + place,
                        }
                )
        );
        var former = before?.Programme ?? ProgrammeState.Empty;
        if (former.Lines != after.Programme.Lines)
        {
            await db.Set<ProgrammeLineRow>().Where(row => row.GalaId == id.Value).ExecuteDeleteAsync();
            db.AddRange(after.Programme.Lines.Select((line, place) => ProgrammeLineRow.From(id, place, line)));
        }
        db.AddRange(after.Programme.Cues.Skip(former.Cues.Length).Select(cue => CueRow.From(id, cue)));
    }

    public static async Task<GalaView[]> Views(GalaDbContext db, List<GalaRow> galas, CancellationToken stop)
    {
        Guid[] ids = [.. galas.Select(row => row.Id)];
        var schools = await db.Set<GalaSchoolRow>()
            .Where(row => ids.Contains(row.GalaId))
            .OrderBy(row => row.Place)
            .ToArrayAsync(stop);
        var moderators = await db.Set<GalaModeratorRow>()
            .Where(row => ids.Contains(row.GalaId))
            .OrderBy(row => row.Place)
            .ToArrayAsync(stop);
        var (schoolsOf, moderatorsOf) = (schools.ToLookup(row => row.GalaId), moderators.ToLookup(row => row.GalaId));
        return [.. galas.Select(row => ViewOf(row, schoolsOf[row.Id], moderatorsOf[row.Id]))];
    }

    private static GalaView ViewOf(
        GalaRow row,
        IEnumerable<GalaSchoolRow> schools,
        IEnumerable<GalaModeratorRow> moderators
    ) =>
        new(
            new GalaId(row.Id),
            new LocalText(row.TitleFr, row.TitleEn),
            row.DescriptionFr is null && row.DescriptionEn is null
                ? null
                : new LocalText(row.DescriptionFr, row.DescriptionEn),
            row.State,
            row.StartsAt,
            row.TimeZone,
            [.. schools.Select(school => new SchoolId(school.SchoolId))],
            [.. moderators.Select(moderator => new AccountId(moderator.AccountId))],
            row.DetailsVersion
        );

    private static GalaRow RowOf(GalaEventState gala) =>
        new()
        {
            Id = gala.View.Id.Value,
            TitleFr = gala.View.Title.Fr,
            TitleEn = gala.View.Title.En,
            DescriptionFr = gala.View.Description?.Fr,
            DescriptionEn = gala.View.Description?.En,
            State = gala.View.State,
            StartsAt = gala.View.StartsAt,
            TimeZone = gala.View.TimeZone,
            CreatedAt = gala.CreatedAt,
            DetailsVersion = gala.View.Version,
            ProgrammeVersion = gala.Programme.Version,
            Version = gala.Version,
        };
}
