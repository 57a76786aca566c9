using GalaPlatform.Embedded.Calls;
using Orleans.Runtime;
using Orleans.Timers;

namespace GalaPlatform.Embedded.Activations;

/// <summary>Makes grains' timers.</summary>
internal sealed class TimerRegistry(TimeProvider clock, EmbeddedLog log) : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        GrainTimerCreationOptions options
    ) => new GrainTimer((Activation)grainContext, token => callback(state, token), options, clock, log);

    [Obsolete("Orleans keeps it for old code.")]
    public IDisposable RegisterTimer(
        IGrainContext grainContext,
        Func<object?, Task> callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        RegisterGrainTimer(
            grainContext,
            (given, _) => callback(given),
            state,
            new()
            {
                DueTime = dueTime,
                Period = period,
                Interleave = true,
            }
        );
}

/// <summary>A timer whose ticks are turns of its grain. The period counts from the end of a tick, so ticks never pile up.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly CancellationTokenSource _disposed = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly EmbeddedLog _log;
    private readonly Tick _tick;
    private readonly ITimer _timer;
    private TimeSpan _period;
    private TimeSpan? _changed;
    private bool _ticking;

    public GrainTimer(
        Activation activation,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options,
        TimeProvider clock,
        EmbeddedLog log
    )
    {
        Check(options.DueTime);
        Check(options.Period);
        (_activation, _callback, _period, _log) = (activation, callback, options.Period, log);
        _tick = new Tick(this, options);
        activation.AddTimer(this);
        _timer = clock.CreateTimer(
            static state => ((GrainTimer)state!).Due(),
            this,
            options.DueTime,
            Timeout.InfiniteTimeSpan
        );
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime);
        Check(period);
        _period = period;
        if (_ticking)
        {
            _changed = dueTime;
        }
        else
        {
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _timer.Dispose();
        _activation.RemoveTimer(this);
    }

    private static void Check(TimeSpan time)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time.TotalMilliseconds, uint.MaxValue - 1d);
        }
    }

    private void Due()
    {
        _ticking = true;
        _activation.Receive(_tick);
    }

    private async Task RunTick()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        CallContext.Restore(null);
        _changed = null;
        try
        {
            await _callback(_disposed.Token);
        }
        catch (Exception exception)
        {
            _log.TimerFailed(exception, _activation.GrainId);
        }

        _ticking = false;
        if (!_disposed.IsCancellationRequested)
        {
            _timer.Change(_changed ?? _period, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Tick(GrainTimer timer, GrainTimerCreationOptions options) : Turn
    {
        public override bool IsAlwaysInterleave => options.Interleave;

        public override bool IsLocal => true;

        public override bool KeepsAlive => options.KeepAlive;

        public override string Name => "a timer's tick";

        public override Task Run(CallTarget on) => timer.RunTick();

        public override void Reject(Exception reason) { }
    }
}
