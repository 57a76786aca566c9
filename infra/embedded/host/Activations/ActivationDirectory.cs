using System.Collections.Concurrent;
using GalaPlatform.Embedded.Calls;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Activations;

/// <summary>Which activation answers for an id: one for each grain, a few for each stateless worker.</summary>
internal sealed class ActivationDirectory(GrainClasses classes, ActivationHost host)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, WorkerPool> _workers = new();

    /// <summary>In the order of their ids: a simulation must meet them in the same order each time.</summary>
    public IEnumerable<Activation> All =>
        _activations.Values.Concat(_workers.Values.SelectMany(pool => pool.All)).OrderBy(one => one.GrainId);

    public void Receive(GrainId id, Turn turn)
    {
        Activation target;
        try
        {
            target = Find(id);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            turn.Reject(exception);
            return;
        }

        target.Receive(turn);
    }

    public void Remove(Activation activation)
    {
        _activations.TryRemove(new(activation.GrainId, activation));
        if (_workers.TryGetValue(activation.GrainId, out var pool))
        {
            pool.Remove(activation);
        }
    }

    public void CollectIdle()
    {
        foreach (var activation in All.Where(one => one.IsIdleFor(host.Options.CollectionAge)))
        {
            activation.Deactivate(new(DeactivationReasonCode.ActivationIdle, "Nobody called it for a while."));
        }
    }

    /// <summary>Deactivates everything, with hooks, as far as the budget of time goes.</summary>
    public async Task Stop()
    {
        var all = All.ToArray();
        foreach (var activation in all)
        {
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The host stops."));
        }

        var late = Task.Delay(host.Options.StopBudget);
        await Task.WhenAny(Task.WhenAll(all.Select(one => one.Deactivated)), late);
        var left = all.Count(one => !one.Deactivated.IsCompleted);
        if (left > 0)
        {
            host.Log.StoppedLate(left, host.Options.StopBudget);
        }
    }

    public void Crash(bool atOnce)
    {
        var all = All.ToArray();
        _activations.Clear();
        _workers.Clear();
        foreach (var activation in all)
        {
            activation.Crash(atOnce);
        }
    }

    private Activation Find(GrainId id)
    {
        if (_activations.TryGetValue(id, out var found))
        {
            return found;
        }

        var @class = classes.Of(id.Type);
        return @class.MaxWorkers == 0
            ? _activations.GetOrAdd(
                id,
                static (id, made) => new(id, made.Class, made.Host),
                (Class: @class, Host: host)
            )
            : _workers.GetOrAdd(id, _ => new(id, @class, host)).LeastBusy();
    }

    private sealed class WorkerPool(GrainId id, GrainClass @class, ActivationHost host)
    {
        private readonly List<Activation> _workers = [];

        public Activation[] All
        {
            get
            {
                lock (_workers)
                {
                    return [.. _workers];
                }
            }
        }

        public Activation LeastBusy()
        {
            lock (_workers)
            {
                var best = _workers.MinBy(worker => worker.Load);
                if (best is null || (best.Load > 0 && _workers.Count < @class.MaxWorkers))
                {
                    best = new Activation(id, @class, host);
                    _workers.Add(best);
                }

                return best;
            }
        }

        public void Remove(Activation worker)
        {
            lock (_workers)
            {
                _workers.Remove(worker);
            }
        }
    }
}
