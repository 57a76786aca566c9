using System.Collections.Immutable;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Room;

/// <summary>
/// A room's durable log. It commits in groups: the first request of an idle room at once, and while that commit is
/// on its way all others gather for the next one. One disk flush carries as many messages as came in meanwhile.
/// </summary>
/// <remarks>It lives in a grain and runs on its turns alone.</remarks>
internal sealed class RoomLog(GalaId gala, IGalaStore store, TimeProvider time, RoomLimits limits, ILogger log)
{
    /// <summary>So that a flood never makes one transaction, and everybody's wait, long.</summary>
    private const int MostInOneCommit = 500;

    /// <summary>A busy room's commits take no more than this part of the time…</summary>
    private const double CommittingShare = 0.05;

    /// <summary>…but nobody waits longer than this for the next one to begin.</summary>
    public static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(25);

    private readonly RoomTables _tables = new(gala, store);
    private readonly Queue<Waiting> _waiting = new();
    private Task? _loading;
    private Task _committing = Task.CompletedTask;
    private RoomState? _state;
    private bool _isInDoubt;
    private long _begun;
    private TimeSpan _pace;

    /// <summary>Called with new entries of the log, before anybody is answered.</summary>
    public required Action<RoomEntry[]> Committed { get; init; }

    /// <summary>Called when somebody else wrote this room's rows: this activation is not the only one.</summary>
    public required Action Overtaken { get; init; }

    /// <summary>What was committed. Only after <see cref="Load"/>.</summary>
    public RoomState State => _state ?? throw new InvalidOperationException("The room was not loaded.");

    /// <summary>Brings the state into memory, once; a failure is tried again by the next caller.</summary>
    public async Task<Refusal?> Load() => _state is null ? await Reload() : null;

    /// <summary>
    /// Asks the database whether memory is still true. Another activation may have written since, and one that only reads
    /// would never notice. While the database is away, memory has to do.
    /// </summary>
    public async Task Verify()
    {
        try
        {
            var stored = await _tables.Head(State.Epoch);
            // A commit that is on its way moves the head before it is told so; it finds out by itself.
            _isInDoubt |= _committing.IsCompleted && stored != State.Head;
        }
        catch (StoreException)
        {
            return;
        }
        await Settle();
    }

    /// <summary>The entry that the request became, once it is on disk; the same command gets the same entry.</summary>
    public async Task<Result<RoomEntry>> Write(RoomRequest request)
    {
        if (!CommandId.IsValid(request.Command.Id.Value))
        {
            return CommonRefusals.BadCommandId;
        }
        if (await Load() is { } refusal)
        {
            return refusal;
        }
        var waiting = new Waiting(request);
        _waiting.Enqueue(waiting);
        if (_committing.IsCompleted)
        {
            _committing = CommitAll();
        }
        return await waiting.Answer.Task;
    }

    /// <summary>Entries after a number, from memory where it reaches back far enough.</summary>
    public async Task<RoomEntry[]> Read(long after, int limit)
    {
        var (recent, head) = (State.Recent, State.Head);
        var skip = after - (head - recent.Count);
        return skip >= 0 || head == 0
            ? [.. recent.Skip((int)Math.Min(skip, recent.Count)).Take(limit)]
            : await _tables.Read(State.Epoch, after, limit);
    }

    /// <summary>Returns when nothing is on its way to the disk.</summary>
    public Task Drained() => _committing;

    private async Task CommitAll()
    {
        while (_waiting.Count > 0)
        {
            await Gather();
            var group = new List<Waiting>();
            while (group.Count < MostInOneCommit && _waiting.TryDequeue(out var next))
            {
                group.Add(next);
            }
            _begun = time.GetTimestamp();
            await Commit(group);
            _pace = PaceFor(time.GetElapsedTime(_begun));
        }
    }

    private async Task Gather()
    {
        // SQLite commits on the caller's thread: whoever came meanwhile must have a turn to join the group.
        await Task.Yield();
        var wait = _pace - time.GetElapsedTime(_begun);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time);
        }
    }

    private static TimeSpan PaceFor(TimeSpan cost) =>
        cost / CommittingShare is var pace && pace < LongestGathering ? pace : LongestGathering;

    private async Task<Refusal?> Settle() => _isInDoubt ? await Reload() : null;

    private async Task<Refusal?> Reload()
    {
        if (_loading is not { IsCompleted: false })
        {
            _loading = ReadAnew();
        }
        try
        {
            await _loading;
            return null;
        }
        catch (StoreException problem)
        {
            return problem.Refusal;
        }
        catch (Exception problem) when (StoreFailures.IsConflict(problem))
        {
            return CommonRefusals.StoreUnavailable; // another activation made the room's row at the same moment
        }
    }

    private async Task ReadAnew() => Adopt(await _tables.Load());

    // What was stored without our knowledge is told now; budgets are in memory alone and go on.
    private void Adopt(RoomState stored)
    {
        var before = _state;
        _isInDoubt = false;
        if (before is null || before.Epoch != stored.Epoch)
        {
            _state = stored;
            return;
        }
        _state = RoomRules.Restore(before with { Head = stored.Head, Settings = stored.Settings }, stored.Recent);
        if (stored.Recent.FindAll(entry => entry.Sequence > before.Head) is { Count: > 0 } missed)
        {
            Committed([.. missed]);
        }
    }

    private async Task Commit(List<Waiting> group)
    {
        try
        {
            if (await Settle() is { } refusal)
            {
                Answer(group, refusal);
                return;
            }
            var commit = await store.Write(
                (db, cancel) => RoomCommit.Save(db, State, [.. group.Select(one => one.Request)], time, limits, cancel)
            );
            _state = commit.State;
            if (commit.Entries is not [])
            {
                Committed(commit.Entries);
            }
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Answer.SetResult(commit.Answers[i]);
            }
        }
        catch (Exception problem)
        {
            Fail(group, problem);
        }
    }

    // A commit that failed may have come through, and only its answer was lost: what is in memory counts no more until it
    // was read again. Whoever asked asks again, with the same command, and gets what became of it.
    private void Fail(List<Waiting> group, Exception problem)
    {
        log.CommitFailed(problem, gala, group.Count);
        _isInDoubt = true;
        if (problem is not StoreException)
        {
            Overtaken();
        }
        Answer(
            group,
            (problem as StoreException)?.Refusal ?? CommonRefusals.StoreUnavailable with { RetryAfterSeconds = 1 }
        );
    }

    private static void Answer(List<Waiting> group, Refusal refusal)
    {
        foreach (var waiting in group)
        {
            waiting.Answer.SetResult(refusal);
        }
    }

    private sealed record Waiting(RoomRequest Request)
    {
        // Answering must not run the caller's turn within the commit loop's.
        public TaskCompletionSource<Result<RoomEntry>> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
