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

    /// <summary>How long a video waits for room on the disk, or for the blob store, before the next look.</summary>
    public static readonly TimeSpan PassingPause = TimeSpan.FromSeconds(15);

    private const int CoresPerJobBesideGala = 2;

    /// <summary>True if a worker may take a video: beside a live gala, one job for every two cores is enough.</summary>
    /// <param name="worker">The worker's number on its machine, from 1.</param>
    /// <param name="cores">The machine's.</param>
    /// <param name="isLive">A gala is on air.</param>
    public static bool MayWork(int worker, int cores, bool isLive) =>
        !isLive || worker <= Math.Max(1, cores / CoresPerJobBesideGala);

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
