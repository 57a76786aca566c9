using System.Globalization;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace GalaPlatform.Silo.Projects;

/// <summary>How much each school may keep: <c>GALA_SCHOOL_QUOTA_BYTES</c>, 100 GB if it is not said.</summary>
internal sealed record SchoolSpace(long AllowedBytes)
{
    public const long DefaultAllowedBytes = 100_000_000_000;

    public static SchoolSpace From(IConfiguration configuration) =>
        new(
            long.TryParse(
                configuration["GALA_SCHOOL_QUOTA_BYTES"],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var bytes
            )
                ? bytes
                : DefaultAllowedBytes
        );

    /// <summary>What a school's videos take as they were sent, and what its unfinished uploads will take.</summary>
    /// <param name="db">In a transaction, the school is locked to its end: of two who ask at once the second sees the first.</param>
    /// <param name="school">The school.</param>
    /// <param name="except">A project whose video is about to be replaced, and does not count.</param>
    public static async Task<long> UsedBytes(GalaDbContext db, SchoolId school, ProjectId? except = null)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            await db.Set<SchoolRow>()
                .Where(row => row.Id == school.Value)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, row => row.Name));
        }
        var other = except?.Value ?? Guid.Empty;
        var kept = await db.Set<ProjectRow>()
            .Where(row => row.SchoolId == school.Value && row.Id != other)
            .SumAsync(row => row.OriginalLength);
        var coming = await db.Set<UploadRow>()
            .Where(row => row.SchoolId == school.Value && row.ProjectId != other && row.Stage == UploadStage.Open)
            .SumAsync(row => row.Length);
        return kept + coming;
    }
}
