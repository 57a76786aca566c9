using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Projects;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>A video lent to a worker.</summary>
/// <param name="Project">Whose it is.</param>
/// <param name="Attempt">The fencing number: a later lease has a higher one.</param>
/// <param name="IsExhausted">It had its chances; there is nothing left but to say that it failed.</param>
/// <param name="IsLast">If it fails once more, it had its chances.</param>
internal sealed record LeasedJob(ProjectId Project, int Attempt, bool IsExhausted, bool IsLast = false);

/// <summary>The queue of videos, in the database: it survives everything that the projects survive.</summary>
internal sealed class TranscodeQueue(IGalaStore store, TimeProvider clock)
{
    private const int LookAhead = 1_000;

    /// <summary>
    /// Keeps the queue in step with a project's video, in the project's own transaction. What reports under a fencing
    /// number must still hold the lease.
    /// </summary>
    public static async Task<Refusal?> Follow(
        GalaDbContext db,
        ProjectState before,
        ProjectState after,
        int? heldBy,
        DateTimeOffset now
    )
    {
        var job = await db.Set<TranscodeJobRow>().SingleOrDefaultAsync(row => row.ProjectId == after.Id.Value);
        if (heldBy is { } attempt && job?.Attempt != attempt)
        {
            return ProjectRefusals.LeaseLost;
        }
        if (MediaRules.IsPostponed(after.Media) && job is not null)
        {
            Postpone(job, now);
        }
        else if (after.Media.State == MediaState.Received && after.Media != before.Media)
        {
            Enter(db, job, after, now);
        }
        else if (job is not null && !MediaRules.NeedsJob(after.Media))
        {
            db.Remove(job);
        }
        return null;
    }

    /// <summary>Takes a project's video out of the queue.</summary>
    public static async Task Leave(GalaDbContext db, ProjectId project)
    {
        var job = await db.Set<TranscodeJobRow>().SingleOrDefaultAsync(row => row.ProjectId == project.Value);
        if (job is not null)
        {
            db.Remove(job);
        }
    }

    /// <summary>Lends the next video, or null if none waits or the machine has better things to do.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="number">Its number on its machine, from 1.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<LeasedJob?> Lease(string worker, int number, CancellationToken cancel)
    {
        try
        {
            return await store.Write((db, stop) => Lease(db, worker, number, stop), cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another worker was faster; the next look finds the next video.
            return null;
        }
    }

    /// <summary>Makes the lease longer. False if it is another worker's by now.</summary>
    public Task<bool> Renew(LeasedJob job, string worker, CancellationToken cancel) =>
        Change(job, worker, row => row.LeaseUntil = clock.GetUtcNow() + QueueRules.LeaseLength, cancel);

    /// <summary>Gives the video back, to be tried again after a pause.</summary>
    /// <param name="job">The lease.</param>
    /// <param name="worker">Who held it.</param>
    /// <param name="failed">True if the video may be to blame; false if only the worker stops.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<bool> GiveBack(LeasedJob job, string worker, bool failed, CancellationToken cancel) =>
        Change(
            job,
            worker,
            row =>
            {
                row.Failures += failed ? 1 : 0;
                row.NotBefore = clock.GetUtcNow() + (failed ? QueueRules.Pause(row.Failures) : TimeSpan.Zero);
                (row.Worker, row.LeaseUntil) = (null, null);
            },
            cancel
        );

    /// <summary>Ends the leases of workers that are known to be dead, so that nobody waits for them to run out.</summary>
    public Task<int> EndLeases(Func<string, bool> isDead, CancellationToken cancel) =>
        store.Write(
            async (db, stop) =>
            {
                var held = await db.Set<TranscodeJobRow>().Where(row => row.Worker != null).ToArrayAsync(stop);
                foreach (var row in held.Where(row => isDead(row.Worker!)))
                {
                    (row.Worker, row.LeaseUntil) = (null, null);
                }
                return await db.SaveChangesAsync(stop);
            },
            cancel
        );

    private async Task<LeasedJob?> Lease(GalaDbContext db, string worker, int number, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var waiting = await db.Set<TranscodeJobRow>()
            .Where(row => row.NotBefore <= now && (row.LeaseUntil == null || row.LeaseUntil <= now))
            .OrderBy(row => row.EnqueuedAt)
            .Take(LookAhead)
            .ToDictionaryAsync(row => row.ProjectId, cancel);
        if (waiting.Count == 0 || !await MayWork(db, number, cancel))
        {
            return null;
        }
        var inWork = await db.Set<TranscodeJobRow>()
            .Where(row => row.LeaseUntil > now)
            .GroupBy(row => row.SchoolId)
            .Select(school => new { school.Key, Count = school.Count() })
            .ToDictionaryAsync(school => new SchoolId(school.Key), school => school.Count, cancel);
        var turns = await db.Set<TranscodeTurnRow>().ToDictionaryAsync(row => new SchoolId(row.SchoolId), cancel);
        var servedAt = turns.ToDictionary(turn => turn.Key, turn => turn.Value.ServedAt);
        var next = QueueRules.Next(waiting.Values.Select(row => row.ToWaiting()), inWork, servedAt)!;
        NoteTurn(db, turns.GetValueOrDefault(next.School), next.School, now);
        return await Lend(db, waiting[next.Project.Value], worker, now, cancel);
    }

    private static async Task<bool> MayWork(GalaDbContext db, int number, CancellationToken cancel)
    {
        var isLive = number > 1 && await db.Set<GalaRow>().AnyAsync(row => row.State == GalaState.Live, cancel);
        return QueueRules.MayWork(number, Environment.ProcessorCount, isLive);
    }

    private static async Task<LeasedJob> Lend(
        GalaDbContext db,
        TranscodeJobRow row,
        string worker,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        row.Attempt++;
        row.Leases++;
        (row.Worker, row.LeaseUntil) = (worker, now + QueueRules.LeaseLength);
        await db.SaveChangesAsync(cancel);
        return new LeasedJob(
            new ProjectId(row.ProjectId),
            row.Attempt,
            QueueRules.IsExhausted(row.Leases, row.Failures),
            QueueRules.IsExhausted(row.Leases, row.Failures + 1)
        );
    }

    private static void NoteTurn(GalaDbContext db, TranscodeTurnRow? turn, SchoolId school, DateTimeOffset now)
    {
        if (turn is null)
        {
            db.Add(new TranscodeTurnRow { SchoolId = school.Value, ServedAt = now });
        }
        else
        {
            turn.ServedAt = now;
        }
    }

    /// <summary>A file that came in place of another waits anew; the number goes on, so that who works on the old one is not heard.</summary>
    private static void Enter(GalaDbContext db, TranscodeJobRow? job, ProjectState project, DateTimeOffset now)
    {
        if (job is null)
        {
            job = new TranscodeJobRow
            {
                ProjectId = project.Id.Value,
                SchoolId = project.School.Value,
                Attempt = project.Media.Attempt,
            };
            db.Add(job);
        }
        job.Length = project.Media.Original!.Length;
        (job.EnqueuedAt, job.NotBefore) = (now, now);
        (job.Leases, job.Failures) = (0, 0);
        (job.Worker, job.LeaseUntil) = (null, null);
    }

    /// <summary>The lease that ends thereby was no attempt.</summary>
    private static void Postpone(TranscodeJobRow job, DateTimeOffset now)
    {
        job.Leases--;
        job.NotBefore = now + QueueRules.PassingPause;
        (job.Worker, job.LeaseUntil) = (null, null);
    }

    private async Task<bool> Change(
        LeasedJob job,
        string worker,
        Action<TranscodeJobRow> change,
        CancellationToken cancel
    )
    {
        try
        {
            return await store.Write(
                async (db, stop) =>
                {
                    var row = await db.Set<TranscodeJobRow>()
                        .SingleOrDefaultAsync(
                            it => it.ProjectId == job.Project.Value && it.Attempt == job.Attempt && it.Worker == worker,
                            stop
                        );
                    if (row is null)
                    {
                        return false;
                    }
                    change(row);
                    await db.SaveChangesAsync(stop);
                    return true;
                },
                cancel
            );
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
