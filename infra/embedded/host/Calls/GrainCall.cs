using Orleans.Runtime;

namespace GalaPlatform.Embedded.Calls;

/// <summary>Something that an activation or an observer must do in a turn of its own.</summary>
internal abstract class Turn
{
    public virtual bool IsAlwaysInterleave => false;

    public virtual bool IsReadOnly => false;

    /// <summary>True for what ends with its activation, such as a timer's tick; calls move on to the next activation.</summary>
    public virtual bool IsLocal => false;

    public virtual bool KeepsAlive => true;

    public abstract string Name { get; }

    public abstract Task Run(Activations.CallTarget target);

    public abstract void Reject(Exception reason);
}

/// <summary>A call on its way to a grain or an observer.</summary>
internal abstract class GrainCall(GrainId target, GrainMethod method, object?[] arguments) : Turn
{
    private ITimer? _deadline;
    private int _answered;

    public GrainId Target => target;

    public GrainMethod Method => method;

    public object?[] Arguments => arguments;

    /// <summary>Counts the calls, so that crashes fail them in a known order.</summary>
    public required long Number { get; init; }

    /// <summary>Who calls; null for code outside of grains.</summary>
    public GrainId? Source { get; init; }

    /// <summary>The caller's scheduler, by name.</summary>
    public required string SourceName { get; init; }

    public required CallSender Sender { get; init; }

    /// <summary>The caller's request context.</summary>
    public Dictionary<string, object>? Context { get; init; }

    public override bool IsAlwaysInterleave => method.IsAlwaysInterleave;

    public override bool IsReadOnly => method.IsReadOnly;

    public override string Name => method.Name;

    protected bool IsAnswered => Volatile.Read(ref _answered) != 0;

    public override Task Run(Activations.CallTarget on) => Sender.Invoke(this, on);

    public override void Reject(Exception reason) => Fail(reason);

    public void ExpireAt(TimeProvider clock, TimeSpan timeout)
    {
        if (IsAnswered)
        {
            return;
        }

        _deadline = clock.CreateTimer(
            static state => ((GrainCall)state!).Expire(),
            this,
            timeout,
            Timeout.InfiniteTimeSpan
        );
        if (IsAnswered)
        {
            _deadline.Dispose();
        }
    }

    public void Answer(object? result)
    {
        if (TryClose())
        {
            SetResult(result);
        }
    }

    public void Fail(Exception exception)
    {
        if (TryClose())
        {
            SetException(exception);
        }
    }

    protected abstract void SetResult(object? result);

    protected abstract void SetException(Exception exception);

    private void Expire() =>
        Fail(
            new TimeoutException(
                $"{Name} on {target} did not answer in time; the outcome is unknown: it may have been done, or may still be."
            )
        );

    private bool TryClose()
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0)
        {
            return false;
        }

        Sender.Closed(this);
        _deadline?.Dispose();
        return true;
    }
}

/// <summary>A call whose answer is a <typeparamref name="T"/>.</summary>
internal sealed class GrainCall<T>(GrainId target, GrainMethod method, object?[] arguments)
    : GrainCall(target, method, arguments)
{
    // The caller's code never runs on the thread, and so in the turn, of whoever answers.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _answer.Task;

    protected override void SetResult(object? result)
    {
        if (result is T or null && (result is not null || default(T) is null))
        {
            _answer.TrySetResult((T)result!);
        }
        else
        {
            SetException(
                new InvalidCastException($"{Name} was answered with {result ?? "nothing"} instead of {typeof(T)}.")
            );
        }
    }

    protected override void SetException(Exception exception) => _answer.TrySetException(exception);
}
