using GalaPlatform.Projects;
using GalaPlatform.Schools;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>A video that waits.</summary>
internal sealed record WaitingJob(ProjectId Project, SchoolId School, long Length, DateTimeOffset EnqueuedAt);

/// <summary>Whose turn it is. Pure.</summary>
internal static class QueueRules
{
    /// <summary>A file that breaks the worker fails at last, and the others go on.</summary>
    public const int MaxFailures = 3;

    /// <summary>Leases may end because machines stop, which says nothing against the file: more of them are given.</summary>
    public const int MaxLeases = 10;

    public static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(30);

    /// <summary>The school with the fewest videos in work, then the one served longest ago; of its videos the shortest.</summary>
    /// <param name="waiting">What waits.</param>
    /// <param name="inWork">How many videos of a school are with workers now.</param>
    /// <param name="servedAt">When a school's last turn was.</param>
    public static WaitingJob? Next(
        IEnumerable<WaitingJob> waiting,
        IReadOnlyDictionary<SchoolId, int> inWork,
        IReadOnlyDictionary<SchoolId, DateTimeOffset> servedAt
    ) =>
        waiting
            .OrderBy(job => inWork.GetValueOrDefault(job.School))
            .ThenBy(job => servedAt.GetValueOrDefault(job.School, DateTimeOffset.MinValue))
            .ThenBy(job => job.Length)
            .ThenBy(job => job.EnqueuedAt)
            .ThenBy(job => job.Project.Value)
            .FirstOrDefault();

    /// <summary>True if the video had its chances.</summary>
    public static bool IsExhausted(int leases, int failures) => failures >= MaxFailures || leases > MaxLeases;

    /// <summary>5 s, then 25 s: long enough for a passing trouble to pass.</summary>
    public static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Pow(5, Math.Clamp(failures, 1, 3)));
}
