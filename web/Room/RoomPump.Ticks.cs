using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

// The crowd belongs to the tick: whoever comes or goes in between waits in a list until the next one begins,
// so that no connection is passed over because another one moved.
internal sealed partial class RoomPump
{
    private readonly Lock _tickLock = new();
    private readonly List<RoomMember> _joining = [];
    private readonly List<RoomMember> _leaving = [];
    private bool _lagAll;
    private TimeSpan _interval = RoomPace.Fastest;
    private TimeSpan _lastFrame = -RoomPace.Heartbeat;
    private TimeSpan? _due;
    private TimeSpan _cost;

    /// <summary>Between two frames, as the measured cost of one has it.</summary>
    public TimeSpan Interval => _interval;

    void IThreadPoolWorkItem.Execute() => Tick();

    /// <summary>Heartbeat, and an end to connections that are stuck. To be called every second.</summary>
    /// <returns>How many connections were ended.</returns>
    public int LookAfter()
    {
        Tick();
        lock (_tickLock)
        {
            return _crowd.EndStuck(Now);
        }
    }

    // Under _lock. A tick that is planned for later than this news deserves is moved forward.
    private void Schedule(TimeSpan pace)
    {
        var due = _lastFrame + pace;
        if (_due is { } planned && planned <= due)
        {
            return;
        }
        _due = due;
        var wait = due - Now;
        if (wait <= TimeSpan.Zero)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        lock (_tickLock)
        {
            RoomTick? tick;
            lock (_lock)
            {
                _due = null;
                Settle();
                tick = Next();
            }
            if (tick is null)
            {
                return;
            }
            var begun = _time.GetTimestamp();
            _crowd.Offer(tick);
            Measure(_time.GetElapsedTime(begun));
        }
    }

    private void Settle()
    {
        foreach (var member in _joining)
        {
            _crowd.Add(member);
        }
        foreach (var member in _leaving)
        {
            _crowd.Remove(member);
        }
        _joining.Clear();
        _leaving.Clear();
    }

    private RoomTick? Next()
    {
        var (now, quiet, hasEntries) = (Now, Now - _lastFrame, _ring.Head > _framed);
        var hasNews = hasEntries || _lagAll || _reactions.AsSpan().ContainsAnyExcept(0);
        var isTime = (hasNews && quiet >= _interval - RoomPace.TimerSlack) || quiet >= RoomPace.Heartbeat;
        var sendsPresence = _presenceChanged && (isTime || quiet >= RoomPace.PresenceFrame);
        if (_epoch is null || !(isTime || sendsPresence))
        {
            Plan(hasNews);
            return null;
        }
        if (_crowd.Count > 0)
        {
            _lastFrame = now; // a frame that nobody gets delays nobody's next one
        }
        LagIfNeeded();
        var tick = _crowd.Count == 0 ? null : MakeTick(hasEntries, sendsPresence, now);
        _framed = _ring.Head;
        _reactions.AsSpan().Clear();
        _presenceChanged &= !sendsPresence;
        return tick;
    }

    // A tick that came too early: an old timer, or the housekeeping.
    private void Plan(bool hasNews)
    {
        if (hasNews)
        {
            Schedule(_interval);
        }
        else if (_presenceChanged)
        {
            Schedule(RoomPace.PresenceFrame);
        }
    }

    private RoomTick MakeTick(bool hasEntries, bool sendsPresence, TimeSpan now)
    {
        var (epoch, head) = (_epoch!, _ring.Head);
        var entries = hasEntries && _framed + 1 >= _ring.First ? _ring.Between(_framed, head) : [];
        var frame = _writer.Frame(epoch, head, entries, _reactions, sendsPresence ? _presence : null);
        return new RoomTick(frame, () => _writer.Frame(epoch, head, [], [], null), hasEntries, now);
    }

    // After a new epoch, or when more came in one tick than the ring holds, everybody has to ask for what is there now.
    private void LagIfNeeded()
    {
        if (!_lagAll && _framed + 1 >= _ring.First)
        {
            return;
        }
        _lagAll = false;
        _crowd.Lag();
    }

    private void Measure(TimeSpan cost)
    {
        _cost = (0.8 * _cost) + (0.2 * cost);
        _interval = RoomPace.IntervalFor(_cost, _crowd.Count);
    }
}
