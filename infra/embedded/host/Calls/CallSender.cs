using System.Collections.Concurrent;
using GalaPlatform.Embedded.Activations;
using GalaPlatform.Embedded.Strict;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Calls;

/// <summary>Takes calls from references to their targets, and answers back to the callers.</summary>
internal sealed class CallSender(
    EmbeddedOptions options,
    TimeProvider clock,
    IDispatcher dispatcher,
    CallFilters filters,
    EmbeddedLog log
)
{
    private readonly ConcurrentDictionary<GrainCall, byte> _open = new();
    private volatile bool _down;
    private long _numbers;

    /// <summary>Finds the target and hands it the call; set once by the host that owns this sender.</summary>
    public Action<GrainCall> Route { get; set; } =
        _ => throw new InvalidOperationException("The host has not started.");

    public ContractSerializer? Serializer { get; set; }

    public Task<T> Send<T>(GrainId target, GrainMethod method, object?[] arguments)
    {
        if (_down)
        {
            return Task.FromException<T>(Unavailable());
        }

        try
        {
            var call = new GrainCall<T>(target, method, Travelled(method, arguments))
            {
                Sender = this,
                Number = Interlocked.Increment(ref _numbers),
                Source = ActivationScheduler.CurrentActivation?.GrainId,
                SourceName = ActivationScheduler.CurrentName,
                Context = CallContext.Capture(),
            };
            return Send(call);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Task.FromException<T>(exception);
        }
    }

    /// <summary>Runs a call in a turn of its target, and answers.</summary>
    public async Task Invoke(GrainCall call, CallTarget target)
    {
        CallContext.Restore(call.Context);
        try
        {
            var result = await filters.Invoke(call, target);
            var answer =
                Serializer is null || call.Method.IsOneWay ? result : Serializer.Copy(result, call.Method.ResultType);
            Complete(call, target, () => call.Answer(answer));
        }
        catch (Exception exception)
        {
            Complete(call, target, () => call.Fail(Serializer is null ? exception : ExceptionTravel.Copy(exception)));
            if (call.Method.IsOneWay)
            {
                log.OneWayFailed(exception, call.Name, call.Target);
            }
        }
    }

    /// <summary>The host is gone: whoever waits for an answer learns that the outcome is unknown.</summary>
    public void Crash()
    {
        _down = true;
        foreach (var call in _open.Keys.OrderBy(call => call.Number))
        {
            call.Fail(Unavailable());
        }
    }

    public void Closed(GrainCall call) => _open.TryRemove(call, out _);

    private Task<T> Send<T>(GrainCall<T> call)
    {
        if (call.Method.IsOneWay)
        {
            dispatcher.Deliver(call, Route);
            return Task.FromResult<T>(default!);
        }

        _open.TryAdd(call, 0);
        dispatcher.Deliver(call, Route);
        call.ExpireAt(clock, options.ResponseTimeout);
        return call.Task;
    }

    private void Complete(GrainCall call, CallTarget target, Action answer)
    {
        if (!call.Method.IsOneWay && !target.IsCrashed)
        {
            dispatcher.Answer(call, answer);
        }
    }

    private object?[] Travelled(GrainMethod method, object?[] arguments)
    {
        for (var index = 0; Serializer is not null && index < arguments.Length; index++)
        {
            arguments[index] = Serializer.Copy(arguments[index], method.Parameters[index]);
        }

        return arguments;
    }

    private static SiloUnavailableException Unavailable() =>
        new("The host of this grain is gone; the outcome of the call is unknown.");
}
