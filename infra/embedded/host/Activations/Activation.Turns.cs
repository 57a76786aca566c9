using GalaPlatform.Embedded.Calls;

namespace GalaPlatform.Embedded.Activations;

/// <summary>How turns begin and end.</summary>
internal sealed partial class Activation
{
    private Exception? _failure;
    private bool _wasValid;
    private bool _inHook;
    private int _signalled;
    private long _lastUsed;
    private DateTimeOffset _keepUntil;

    /// <summary>How many turns run or wait; the least busy stateless worker gets the next call.</summary>
    public int Load
    {
        get
        {
            lock (_lock)
            {
                return _turns.Running + _turns.Waiting;
            }
        }
    }

    public override void Receive(Turn turn)
    {
        bool gone;
        lock (_lock)
        {
            gone = State == ActivationState.Invalid;
            if (!gone)
            {
                _turns.Add(turn);
            }
        }

        if (!gone)
        {
            Signal();
        }
        else if (!turn.IsLocal && !IsCrashed)
        {
            _host.Directory.Receive(GrainId, turn);
        }
    }

    public bool IsIdleFor(TimeSpan age)
    {
        lock (_lock)
        {
            return State == ActivationState.Valid
                && _turns.Running + _turns.Waiting == 0
                && _host.Clock.GetElapsedTime(_lastUsed) >= age
                && _host.Clock.GetUtcNow() >= _keepUntil;
        }
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (_lock)
        {
            _keepUntil =
                time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? DateTimeOffset.MaxValue
                : time <= TimeSpan.Zero ? default
                : _host.Clock.GetUtcNow() + time;
        }
    }

    public void AddTimer(IDisposable timer)
    {
        lock (_lock)
        {
            _timers.Add(timer);
        }
    }

    public void RemoveTimer(IDisposable timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private void DisposeTimers()
    {
        IDisposable[] timers;
        lock (_lock)
        {
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }

    /// <summary>Something may begin: a turn came or ended, or the state changed.</summary>
    private void Signal()
    {
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
        {
            Scheduler.QueueAction(Pump);
        }
    }

    private void Pump()
    {
        Interlocked.Exchange(ref _signalled, 0);
        if (_inHook)
        {
            return;
        }

        if (TakeHook() is { } hook)
        {
            _ = RunHook(hook);
            return;
        }

        while (!_inHook && Begin() is { } turn)
        {
            _ = Run(turn);
        }
    }

    /// <summary>Activation comes before the first turn, deactivation after the last that runs.</summary>
    private Func<Task>? TakeHook()
    {
        lock (_lock)
        {
            return State switch
            {
                ActivationState.Creating => ActivateNow,
                ActivationState.Deactivating when _turns.Running == 0 => DeactivateNow,
                _ => null,
            };
        }
    }

    private async Task RunHook(Func<Task> hook)
    {
        _inHook = true;
        try
        {
            await hook();
        }
        finally
        {
            _inHook = false;
            Signal();
        }
    }

    private Turn? Begin()
    {
        lock (_lock)
        {
            return State switch
            {
                ActivationState.Valid => _turns.Begin(static _ => true),
                // Orleans lets ticks that already wait run while a grain deactivates; calls wait for the next activation.
                ActivationState.Deactivating => _turns.Begin(static turn => turn.IsLocal),
                _ => null,
            };
        }
    }

    private async Task Run(Turn turn)
    {
        _host.Dispatcher.Note($"{GrainId} begins {turn.Name}");
        try
        {
            await turn.Run(this);
        }
        catch (Exception exception)
        {
            _host.Log.TurnBroke(exception, turn.Name, GrainId);
        }

        lock (_lock)
        {
            _turns.End(turn);
            if (turn.KeepsAlive)
            {
                _lastUsed = _host.Clock.GetTimestamp();
            }
        }

        Signal();
    }
}
