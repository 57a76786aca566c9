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

    private readonly RoomTables _tables = new(gala, store);
    private readonly Queue<Waiting> _waiting = new();
    private Task<RoomState>? _loading;
    private Task _committing = Task.CompletedTask;
    private RoomState? _state;

    /// <summary>Called after each commit that brought entries, before anybody is answered.</summary>
    public required Action<RoomEntry[]> Committed { get; init; }

    /// <summary>Called when somebody else wrote this room's rows: what is in memory is old.</summary>
    public required Action Overtaken { get; init; }

    /// <summary>What was committed. Only after <see cref="Load"/>.</summary>
    public RoomState State => _state ?? throw new InvalidOperationException("The room was not loaded.");

    /// <summary>Brings the state into memory, once; a failure is tried again by the next caller.</summary>
    public async Task<Refusal?> Load()
    {
        if (_state is not null)
        {
            return null;
        }
        try
        {
            var loaded = await (_loading ??= _tables.Load());
            _state ??= loaded; // another caller may have been here first, and committed since
            return null;
        }
        catch (StoreException problem)
        {
            _loading = null;
            return problem.Refusal;
        }
        catch (Exception problem) when (StoreFailures.IsConflict(problem))
        {
            _loading = null; // another activation made the room's row at the same moment
            return CommonRefusals.StoreUnavailable;
        }
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
            var group = new List<Waiting>();
            while (group.Count < MostInOneCommit && _waiting.TryDequeue(out var next))
            {
                group.Add(next);
            }
            await Commit(group);
        }
    }

    private async Task Commit(List<Waiting> group)
    {
        try
        {
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

    // Memory is as before: the state is replaced by a commit and by nothing else.
    private void Fail(List<Waiting> group, Exception problem)
    {
        log.CommitFailed(problem, gala, group.Count);
        var refusal =
            (problem as StoreException)?.Refusal ?? CommonRefusals.StoreUnavailable with { RetryAfterSeconds = 1 };
        if (problem is not StoreException)
        {
            Overtaken();
        }
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
