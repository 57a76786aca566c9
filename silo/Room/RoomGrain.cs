using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Room;

internal sealed class RoomGrain : IRoomGrain, IGrainBase
{
    /// <summary>
    /// Between two batches to a node. Shorter than a viewers' tick (100 ms), because the two waits add up: the nodes
    /// are few, and it is they who spare the viewers' connections.
    /// </summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);

    private const int MostRead = 500;

    private readonly IGalaStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RoomLog _entries;
    private readonly ReactionCurve _curve;
    private readonly RoomAudience _audience = new();
    private IGrainTimer? _tick;
    private IGrainTimer? _curveTimer;
    private DateTimeOffset _lastBatch = DateTimeOffset.MinValue;

    public RoomGrain(
        IGrainContext context,
        IGalaStore store,
        TimeProvider time,
        RoomLimits limits,
        ILogger<RoomGrain> log
    )
    {
        (GrainContext, _store, _time, _log) = (context, store, time, log);
        _curve = new ReactionCurve(Gala);
        _entries = new RoomLog(Gala, store, time, limits, log)
        {
            Committed = TellEntries,
            Overtaken = this.DeactivateOnIdle,
        };
    }

    public IGrainContext GrainContext { get; }

    private GalaId Gala => new(this.GetPrimaryKey());

    public Task OnActivateAsync(CancellationToken token)
    {
        var idle = new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
        {
            Interleave = true,
        };
        _tick = this.RegisterGrainTimer(_ => Tell(), idle);
        _curveTimer = this.RegisterGrainTimer(_ => SaveCurve(), idle);
        return Task.CompletedTask;
    }

    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        await _entries.Drained();
        await Tell();
        await SaveCurve();
    }

    public async Task<Said> Say(Utterance utterance)
    {
        var written = await _entries.Write(new SayRequest(utterance));
        if (written.Refusal is { } refusal)
        {
            _log.MessageRefused(Gala, refusal.Code);
            return new Said(SayStatus.Refused, null, refusal.Code, refusal.RetryAfterSeconds);
        }
        return new Said(SayStatus.Posted, written.Value!.Sequence);
    }

    public Task<Result<RoomEntry>> Append(Command command, string kind, Author? from, string data) =>
        _entries.Write(new AppendRequest(command, kind, from, data));

    public async Task<Result<RoomSettings>> ChangeSettings(Command command, RoomSettingsChange change) =>
        (await _entries.Write(new SettingsRequest(command, change))).Map(RoomRules.SettingsIn);

    public async Task<Result<RoomSnapshot>> Subscribe(string node, IRoomObserver observer, int newest)
    {
        if (await _entries.Load() is { } refusal)
        {
            return refusal;
        }
        await _entries.Verify();
        _audience.Subscribe(node, observer, _time.GetUtcNow());
        var room = _entries.State;
        var recent = room.Recent.Skip(room.Recent.Count - Math.Clamp(newest, 0, room.Recent.Count));
        return new RoomSnapshot(new RoomHistory(room.Epoch, room.Head, [.. recent]), room.Settings, _audience.Presence);
    }

    public async Task Unsubscribe(string node)
    {
        _audience.Unsubscribe(node);
        if (await _entries.Load() is null)
        {
            TellSoon();
        }
    }

    public async Task<Result<RoomHistory>> Read(long after, int limit)
    {
        if (await _entries.Load() is { } refusal)
        {
            return refusal;
        }
        try
        {
            var entries = await _entries.Read(Math.Max(0, after), Math.Clamp(limit, 1, MostRead));
            return new RoomHistory(_entries.State.Epoch, _entries.State.Head, entries);
        }
        catch (StoreException problem)
        {
            return problem.Refusal;
        }
    }

    public async Task Report(string node, int[] reactions, Presence presence)
    {
        if (await _entries.Load() is not null || !_audience.Report(node, reactions, presence))
        {
            return;
        }
        if (_curve.IsEmpty)
        {
            _curveTimer?.Change(ReactionCurve.Pace, Timeout.InfiniteTimeSpan);
        }
        _curve.Add(reactions, _time.GetUtcNow());
        TellSoon();
    }

    private void TellEntries(RoomEntry[] entries)
    {
        _audience.Tell(entries);
        if (Array.Exists(entries, entry => entry.Kind == EntryKinds.Settings))
        {
            _audience.Tell(_entries.State.Settings);
        }
        TellSoon();
    }

    // The first news of a quiet room go at once; what follows within a tick goes together.
    private void TellSoon()
    {
        var wait = _lastBatch + Tick - _time.GetUtcNow();
        if (wait <= TimeSpan.Zero || wait > Tick)
        {
            _ = Tell();
        }
        else
        {
            _tick?.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private Task Tell()
    {
        if (!_audience.HasNews)
        {
            return Task.CompletedTask;
        }
        var now = _time.GetUtcNow();
        _lastBatch = now;
        var batch = _audience.Take(_entries.State);
        foreach (var observer in _audience.Observers(now))
        {
            observer.Deliver(batch).Ignore(); // one way: a node that is gone is noticed by its silence
        }
        return Task.CompletedTask;
    }

    private async Task SaveCurve()
    {
        try
        {
            while (!_curve.IsEmpty)
            {
                await _curve.Save(_store);
            }
        }
        catch (Exception problem) when (problem is StoreException || StoreFailures.IsConflict(problem))
        {
            _log.ReactionsDelayed(Gala);
            _curveTimer?.Change(ReactionCurve.Pace, Timeout.InfiniteTimeSpan);
        }
    }
}
