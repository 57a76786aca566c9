using System.Collections.Concurrent;
using GalaPlatform.Embedded.Calls;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Activations;

/// <summary>
/// Objects outside of grains that grains may call. As in Orleans the host keeps no object alive by itself:
/// whoever made a reference keeps the object, and deletes the reference at the end.
/// </summary>
internal sealed class Observers(ActivationHost host)
{
    private readonly ConcurrentDictionary<GrainId, Observer> _observers = new();
    private int _numbers;

    public GrainId Add(object observer)
    {
        var id = GrainId.Create(GrainTypePrefix.ClientGrainType, $"embedded+{Interlocked.Increment(ref _numbers)}");
        _observers[id] = new Observer(id, observer, host);
        return id;
    }

    public void Remove(GrainId id) => _observers.TryRemove(id, out _);

    public void Remove(object observer)
    {
        foreach (var (id, found) in _observers)
        {
            if (ReferenceEquals(found.Instance, observer))
            {
                Remove(id);
            }
        }
    }

    public void Receive(GrainId id, Turn turn)
    {
        if (_observers.TryGetValue(id, out var found) && found.Instance is not null)
        {
            found.Receive(turn);
            return;
        }

        Remove(id);
        turn.Reject(new SiloUnavailableException($"The observer {id} is gone."));
    }

    /// <summary>An observer gets its calls one after the other, in the order in which they came.</summary>
    private sealed class Observer(GrainId id, object observer, ActivationHost host) : CallTarget
    {
        private readonly WeakReference<object> _observer = new(observer);
        private readonly Queue<Turn> _waiting = new();
        private readonly ActivationScheduler _scheduler = new(host.Dispatcher, id.ToString(), activation: null);
        private bool _busy;

        public override GrainId GrainId => id;

        public override object? Instance => _observer.TryGetTarget(out var alive) ? alive : null;

        public override void Receive(Turn turn)
        {
            lock (_waiting)
            {
                _waiting.Enqueue(turn);
                if (_busy)
                {
                    return;
                }

                _busy = true;
            }

            _scheduler.QueueAction(() => _ = Drain());
        }

        private async Task Drain()
        {
            while (Next() is { } turn)
            {
                host.Dispatcher.Note($"{id} begins {turn.Name}");
                await turn.Run(this);
            }
        }

        private Turn? Next()
        {
            lock (_waiting)
            {
                _busy = _waiting.TryDequeue(out var turn);
                return turn;
            }
        }
    }
}
