using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>Sums this node's taps and tells the room now and then: one call per tick, however many pupils clap.</summary>
internal sealed class ReactionSums : IDisposable
{
    private readonly Lock _lock = new();
    private readonly int[] _taps = new int[ReactionKinds.All.Length];
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Func<int[], Presence, Task> _report;
    private readonly Func<Presence> _presence;
    private readonly ITimer _timer;
    private TimeSpan _lastReport = -RoomPace.PresenceReport;
    private TimeSpan? _due;

    public ReactionSums(TimeProvider time, Func<int[], Presence, Task> report, Func<Presence> presence)
    {
        (_time, _started, _report, _presence) = (time, time.GetTimestamp(), report, presence);
        _timer = time.CreateTimer(_ => Report(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(int kind)
    {
        Interlocked.Increment(ref _taps[kind]);
        ReportWithin(RoomPace.Report);
    }

    public void PresenceChanged() => ReportWithin(RoomPace.PresenceReport);

    public void Dispose() => _timer.Dispose();

    private void ReportWithin(TimeSpan pace)
    {
        lock (_lock)
        {
            var now = _time.GetElapsedTime(_started);
            var due = _lastReport + pace;
            if (_due is { } planned && planned <= due)
            {
                return;
            }
            _due = due;
            _timer.Change(due > now ? due - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Report()
    {
        lock (_lock)
        {
            (_due, _lastReport) = (null, _time.GetElapsedTime(_started));
        }
        var taps = new int[_taps.Length];
        for (var kind = 0; kind < taps.Length; kind++)
        {
            taps[kind] = Interlocked.Exchange(ref _taps[kind], 0);
        }
        _report(taps, _presence()).Ignore(); // one way; applause that is lost is not worth a second call
    }
}
