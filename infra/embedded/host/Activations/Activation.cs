using System.Collections.Concurrent;
using GalaPlatform.Embedded.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Activations;

internal enum ActivationState
{
    Creating,
    Activating,
    Valid,
    Deactivating,
    Invalid,
}

/// <summary>One grain in memory: its instance, its turns, its life. It is the grain's <see cref="IGrainContext"/>.</summary>
internal sealed partial class Activation : CallTarget, IGrainContext
{
    private readonly GrainClass _class;
    private readonly ActivationHost _host;
    private readonly Lock _lock = new();
    private readonly TurnQueue _turns;
    private readonly ConcurrentDictionary<Type, object> _components = new();
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GrainLifecycle _lifecycle = new();
    private readonly HashSet<IDisposable> _timers = [];
    private AsyncServiceScope? _scope;
    private DeactivationReason _reason;

    public Activation(GrainId id, GrainClass @class, ActivationHost host)
    {
        (GrainId, _class, _host) = (id, @class, host);
        _turns = new TurnQueue(@class.IsReentrant);
        _lastUsed = host.Clock.GetTimestamp();
        Scheduler = new ActivationScheduler(host.Dispatcher, id.ToString(), this);
        GrainReference = host.Factory.Untyped(id);
        Address = new GrainAddress { GrainId = id, ActivationId = ActivationId };
    }

    public override GrainId GrainId { get; }

    public override object? Instance => GrainInstance;

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference { get; }

    public ActivationId ActivationId { get; } = ActivationId.NewId();

    public GrainAddress Address { get; }

    public ActivationState State { get; private set; }

    public ActivationScheduler Scheduler { get; }

    public IServiceProvider ActivationServices => _scope?.ServiceProvider ?? _host.Services;

    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    public Task Deactivated => _deactivated.Task;

    IWorkItemScheduler IGrainContext.Scheduler => Scheduler;

    public TTarget? GetTarget<TTarget>()
        where TTarget : class => (TTarget?)GrainInstance;

    public TComponent? GetComponent<TComponent>()
        where TComponent : class =>
        this as TComponent ?? _components.GetValueOrDefault(typeof(TComponent)) as TComponent;

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (value is null)
        {
            _components.TryRemove(typeof(TComponent), out _);
        }
        else
        {
            _components[typeof(TComponent)] = value;
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public void ReceiveMessage(object message) => Receive((Turn)message);

    /// <summary>An activation of this host activates itself with its first turn.</summary>
    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Signal();

    public void Rehydrate(IRehydrationContext context) { }

    /// <summary>There is nowhere to go to: migrating is deactivating.</summary>
    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Deactivate(new(DeactivationReasonCode.Migrating, "Asked to migrate."), cancellationToken);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (State is ActivationState.Deactivating or ActivationState.Invalid)
            {
                return;
            }

            _wasValid = State == ActivationState.Valid;
            _reason = deactivationReason;
            State = ActivationState.Deactivating;
        }

        Signal();
    }

    /// <summary>Its process died: no hook runs, nothing it still does reaches anybody.</summary>
    /// <param name="atOnce">True drops also what it awaits; false lets turns that already run come to their end, unheard.</param>
    public void Crash(bool atOnce)
    {
        IsCrashed = true;
        lock (_lock)
        {
            State = ActivationState.Invalid;
            _turns.TakeWaiting();
        }

        if (atOnce)
        {
            Scheduler.Kill();
        }

        DisposeTimers();
        _deactivated.TrySetResult();
    }

    public override string ToString() => $"{GrainId} {State}";

    private async Task ActivateNow()
    {
        try
        {
            _scope = _host.Services.CreateAsyncScope();
            _scope.Value.ServiceProvider.GetRequiredService<ContextHolder>().Context = this;
            GrainInstance = _class.Create(_scope.Value.ServiceProvider);
            lock (_lock)
            {
                if (State == ActivationState.Creating)
                {
                    State = ActivationState.Activating;
                }
            }

            await _lifecycle.Start();
            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnActivateAsync(CancellationToken.None);
            }

            lock (_lock)
            {
                // The hook itself may have asked for deactivation.
                if (State == ActivationState.Activating)
                {
                    State = ActivationState.Valid;
                }
            }
        }
        catch (Exception exception)
        {
            _host.Log.ActivationFailed(exception, GrainId);
            lock (_lock)
            {
                _wasValid = false;
                _failure = exception;
                _reason = new(DeactivationReasonCode.ActivationFailed, exception, "Failed to activate the grain.");
                State = IsCrashed ? ActivationState.Invalid : ActivationState.Deactivating;
            }
        }
    }

    private async Task DeactivateNow()
    {
        DisposeTimers();
        try
        {
            if (_wasValid && GrainInstance is IGrainBase grain)
            {
                using var budget = new CancellationTokenSource(_host.Options.StopBudget, _host.Clock);
                await grain.OnDeactivateAsync(_reason, budget.Token);
            }

            await _lifecycle.Stop();
        }
        catch (Exception exception)
        {
            _host.Log.DeactivationFailed(exception, GrainId);
        }

        _host.Directory.Remove(this);
        await Release();
        MoveOn();
        _deactivated.TrySetResult();
    }

    private async Task Release()
    {
        try
        {
            await _class.Dispose(GrainInstance);
            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            _host.Log.DeactivationFailed(exception, GrainId);
        }
    }

    /// <summary>Calls that waited go to the next activation, or fail with what made this one fail.</summary>
    private void MoveOn()
    {
        Turn[] waiting;
        lock (_lock)
        {
            State = ActivationState.Invalid;
            waiting = _turns.TakeWaiting();
        }

        foreach (var turn in waiting.Where(turn => !turn.IsLocal))
        {
            if (_failure is not null)
            {
                turn.Reject(_failure);
            }
            else
            {
                _host.Directory.Receive(GrainId, turn);
            }
        }
    }
}
