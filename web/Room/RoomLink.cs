using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>Keeps a pump joined to its room's grain: subscribes, renews, fetches what did not come, reports what was counted.</summary>
internal sealed class RoomLink : IDisposable
{
    private readonly GalaId _gala;
    private readonly string _node;
    private readonly IRoomGrain _room;
    private readonly ILogger _log;
    private readonly RoomFollower _follower;
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
        (_gala, _node, _log) = (gala, node, log);
        _room = grains.GetGrain<IRoomGrain>(gala.Value);
        Pump = new RoomPump(gala, time, crowd);
        _follower = new RoomFollower(node, _room, observer, new PumpCopy(Pump));
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
        var refusal = await _follower.Renew();
        _renewedAt = refusal is null ? Pump.Now : _renewedAt;
        return refusal;
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
            await _follower.RenewUnlessAt(sequence);
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

    private sealed class PumpCopy(RoomPump pump) : IRoomCopy
    {
        public string? Epoch => pump.Epoch;

        public long Head => pump.Head;

        public void Restart(string epoch, long before, ReadOnlySpan<RoomEntry> entries) =>
            pump.Restart(epoch, before, entries);

        public void Append(ReadOnlySpan<RoomEntry> entries) => pump.Append(entries);

        public void Set(RoomSettings settings, Presence presence) => pump.Set(settings, presence);
    }
}
