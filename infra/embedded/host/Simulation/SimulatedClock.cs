namespace GalaPlatform.Embedded.Simulation;

/// <summary>Virtual time. It stands still while anything can run, and jumps to the next timer when nothing can.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 12, 15, 14, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<Alarm, (DateTimeOffset Due, long Number)> _alarms = new();
    private DateTimeOffset _now = Start;
    private long _numbers;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => _now - Start;

    /// <summary>When the next timer is due; null if there is none.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            while (_alarms.TryPeek(out var alarm, out var when))
            {
                if (alarm.Due == when.Due)
                {
                    return when.Due;
                }

                _alarms.Dequeue();
            }

            return null;
        }
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Jumps to an instant, no further than the next timer, and rings what is due.</summary>
    public void JumpTo(DateTimeOffset instant)
    {
        _now = instant > _now ? instant : _now;
        while (Next is { } due && due <= _now)
        {
            _alarms.Dequeue().Ring();
        }
    }

    private sealed class Alarm(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            SetDue(dueTime);
            return true;
        }

        public void Ring()
        {
            SetDue(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);
            callback(state);
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void SetDue(TimeSpan time)
        {
            Due = time < TimeSpan.Zero ? null : clock._now + time;
            if (Due is { } due)
            {
                clock._alarms.Enqueue(this, (due, clock._numbers++));
            }
        }
    }
}
