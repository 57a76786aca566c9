using GalaPlatform.Embedded.Activations;
using GalaPlatform.Embedded.Calls;

namespace GalaPlatform.Embedded.Simulation;

/// <summary>
/// One thread on which everything happens, in an order that a seed chooses: which turn runs next,
/// which message arrives next and how late. Between one sender and one receiver the order stays.
/// </summary>
internal sealed class SimulatedWorld(int seed, SimulatedClock clock) : IDispatcher
{
    private const int MaxDelay = 50;
    private readonly Random _chance = new(seed);
    private readonly List<ActivationScheduler> _ready = [];
    private readonly List<Road> _roads = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile string? _escaped;

    public List<string> Trace { get; } = [];

    public int Steps { get; private set; }

    public int Choose(int below) => _chance.Next(below);

    public void Ready(ActivationScheduler scheduler)
    {
        if (IsHere(scheduler.Name))
        {
            _ready.Add(scheduler);
        }
    }

    public void Deliver(GrainCall call, Action<GrainCall> route) =>
        Send(call.SourceName, call.Target.ToString()!, call.Name, () => route(call));

    public void Answer(GrainCall call, Action complete) =>
        Send(call.Target.ToString()!, call.SourceName, $"answer to {call.Name}", complete);

    public void Note(string happening) =>
        Trace.Add(FormattableString.Invariant($"{Steps, 5} {clock.Elapsed.TotalSeconds, 9:F3} {happening}"));

    /// <summary>What is on its way reaches nobody.</summary>
    public void Lose() => _roads.Clear();

    /// <summary>One thing happens; false if nothing can, not even after waiting.</summary>
    public bool Step()
    {
        Steps++;
        if (_escaped is { } name)
        {
            throw new InvalidOperationException(
                $"{name} went on from another thread: real I/O, a real timer or ConfigureAwait(false) cannot be simulated."
            );
        }

        var roads = _roads.Where(road => road.Opens <= clock.GetUtcNow()).ToArray();
        if (_ready.Count + roads.Length == 0)
        {
            return Wait();
        }

        var choice = _chance.Next(_ready.Count + roads.Length);
        if (choice < _ready.Count)
        {
            RunTurn(choice);
        }
        else
        {
            Arrive(roads[choice - _ready.Count]);
        }

        return true;
    }

    private void RunTurn(int choice)
    {
        var scheduler = _ready[choice];
        _ready.RemoveAt(choice);
        if (scheduler.RunOne(out var more) && more)
        {
            _ready.Add(scheduler);
        }
    }

    private void Arrive(Road road)
    {
        var (what, arrive) = road.Messages.Dequeue();
        if (road.Messages.Count == 0)
        {
            _roads.Remove(road);
        }
        else
        {
            road.Opens = clock.GetUtcNow() + Delay();
        }

        Note($"{road.From} -> {road.To}: {what}");
        arrive();
    }

    private bool Wait()
    {
        var opens = _roads.Select(road => (DateTimeOffset?)road.Opens).Append(clock.Next).Min();
        if (opens is { } instant)
        {
            clock.JumpTo(instant);
        }

        return opens is not null;
    }

    private void Send(string from, string to, string what, Action arrive)
    {
        if (!IsHere(from))
        {
            return;
        }

        var road = _roads.FirstOrDefault(road => road.From == from && road.To == to);
        if (road is null)
        {
            _roads.Add(road = new Road(from, to) { Opens = clock.GetUtcNow() + Delay() });
        }

        road.Messages.Enqueue((what, arrive));
    }

    private bool IsHere(string who)
    {
        var here = Environment.CurrentManagedThreadId == _thread;
        _escaped = here ? _escaped : who;
        return here;
    }

    /// <summary>Most messages are quick, some are not.</summary>
    private TimeSpan Delay() =>
        _chance.Next(4) > 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_chance.Next(1, MaxDelay));

    private sealed class Road(string from, string to)
    {
        public string From => from;

        public string To => to;

        public Queue<(string What, Action Arrive)> Messages { get; } = new();

        public DateTimeOffset Opens { get; set; }
    }
}
