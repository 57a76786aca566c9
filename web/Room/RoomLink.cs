using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>Keeps a pump joined to its room's grain: subscribes, renews, fetches what did not come, reports what was counted.</summary>
internal sealed class RoomLink : IDisposable
{
    private const int Newest = 200;
    private const int MostRead = 500;

    private readonly GalaId _gala;
    private readonly string _node;
    private readonly IRoomGrain _room;
    private readonly IRoomObserver _observer;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly ReactionSums _taps;
    private TimeSpan _renewedAt;
    private TimeSpan _usedAt;
    private bool _isCatchingUp;
    private bool _isRetired;

    public RoomLink(
        GalaId gala,
        string node,
        IGrainFactory grains,
        IRoomObserver observer,
        IRoomCrowd crowd,
        TimeProvider time,
        ILogger log
    )
    {
        (_gala, _node, _observer, _log) = (gala, node, observer, log);
        _room = grains.GetGrain<IRoomGrain>(gala.Value);
        Pump = new RoomPump(gala, time, crowd);
        _taps = new ReactionSums(
            time,
            (reactions, presence) => _room.Report(_node, reactions, presence),
            () => Pump.Here
        );
    }

    public RoomPump Pump { get; }

    /// <summary>Somebody is about to join. False if the link is closed, and another one must be made.</summary>
    public bool TryUse()
    {
        lock (_taps)
        {
            _usedAt = Pump.Now;
            return !_isRetired && Pump.Epoch is not null;
        }
    }

    /// <summary>Closes the link if nobody was here for a while.</summary>
    public bool TryRetire()
    {
        lock (_taps)
        {
            _isRetired = Pump.Connections == 0 && Pump.Now - _usedAt > RoomPace.Linger;
            return _isRetired;
        }
    }

    /// <summary>Subscribes, or renews, and brings the pump up to what the room has.</summary>
    public async Task<Refusal?> Renew()
    {
        await _renewing.WaitAsync();
        try
        {
            if (!(await _room.Subscribe(_node, _observer, Newest)).Succeeded(out var snapshot, out var refusal))
            {
                return refusal;
            }
            await Follow(snapshot.History);
            Pump.Set(snapshot.Settings, snapshot.Presence);
            _renewedAt = Pump.Now;
            return null;
        }
        finally
        {
            _renewing.Release();
        }
    }

    public void Deliver(RoomBatch batch)
    {
        if (!Pump.Apply(batch))
        {
            CatchUp();
        }
    }

    public void React(int kind) => _taps.Add(kind);

    public void PresenceChanged() => _taps.PresenceChanged();

    /// <summary>Returns once the pump has an entry, or after a moment without it.</summary>
    public async Task CaughtUpTo(long sequence)
    {
        if (Pump.Head < sequence)
        {
            await Renew();
        }
    }

    public Task<Said> Say(Utterance utterance) => _room.Say(utterance);

    /// <summary>To be called every second.</summary>
    public void LookAfter()
    {
        if (Pump.LookAfter() is > 0 and var ended)
        {
            _log.StuckConnectionsEnded(_gala, ended);
        }
        if (Pump.IsBehind || Pump.Now - _renewedAt > RoomPace.Renewal)
        {
            CatchUp();
        }
    }

    /// <summary>Tells the room that this node serves it no longer.</summary>
    public Task Close()
    {
        Dispose();
        return _room.Unsubscribe(_node);
    }

    public void Dispose()
    {
        _taps.Dispose();
        Pump.Dispose();
    }

    private async Task Follow(RoomHistory history)
    {
        if (Pump.Epoch != history.Epoch)
        {
            await Begin(history);
            return;
        }
        while (history.Entries is [var oldest, ..] && oldest.Sequence > Pump.Head + 1)
        {
            Pump.Append(await Read(Pump.Head));
        }
        Pump.Append(history.Entries);
    }

    // With what a client may have missed at most, so that recovery asks the grain nothing.
    private async Task Begin(RoomHistory history)
    {
        var before = Math.Max(0, history.Head - RoomPump.MostRecovered);
        var known = history.Entries is [var oldest, ..] ? oldest.Sequence : 1;
        var entries = known > before + 1 ? await Read(before) : history.Entries;
        before = entries is [var first, ..] ? first.Sequence - 1 : history.Head;
        Pump.Restart(history.Epoch, before, [.. entries, .. history.Entries]);
    }

    private async Task<RoomEntry[]> Read(long after) =>
        (await _room.Read(after, MostRead)).Succeeded(out var history, out var refusal) && history.Entries is not []
            ? history.Entries
            : throw new RoomUnavailableException(refusal?.Code ?? "empty");

    private async void CatchUp()
    {
        if (Interlocked.Exchange(ref _isCatchingUp, true))
        {
            return;
        }
        try
        {
            await Renew();
        }
        catch (Exception problem)
        {
            _log.RoomOutOfReach(problem, _gala); // the next second tries again
        }
        finally
        {
            Volatile.Write(ref _isCatchingUp, false);
        }
    }

    private sealed class RoomUnavailableException(string code) : Exception(code);
}
