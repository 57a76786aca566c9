using GalaPlatform.Embedded.Activations;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Embedded.Simulation;

/// <summary>
/// Grains and their clients on one thread, in virtual time, in an order that a seed chooses: the same seed does the
/// same again. Only what awaits grains, the cluster's clock and other tasks of the simulation is repeatable.
/// </summary>
public sealed class SimulatedCluster
{
    private const int MaxSteps = 200_000;
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedWorld _world;
    private readonly Action<IServiceCollection> _services;
    private readonly Action<EmbeddedOptions> _options;
    private readonly List<Task> _clients = [];
    private readonly HashSet<int> _crashes = [];
    private readonly ServiceProvider[] _processes;

    /// <summary>
    /// Starts a process; it starts again after every crash. Further ones know nothing of each other: what one grain id
    /// has in two of them are two activations, as a cluster may have for a moment when its members disagree.
    /// </summary>
    public SimulatedCluster(
        int seed,
        Action<IServiceCollection> services,
        Action<EmbeddedOptions> options,
        int processes = 1
    )
    {
        (_services, _options, _world) = (services, options, new SimulatedWorld(seed, _clock));
        _processes = [.. Enumerable.Range(0, processes).Select(_ => Process())];
    }

    /// <summary>Virtual time.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<string> Trace => _world.Trace;

    /// <summary>Makes references to grains of the process that runs now; of the first, if there are more.</summary>
    public IGrainFactory Grains => GrainsOf(0);

    /// <summary>How many processes there are.</summary>
    public int Processes => _processes.Length;

    /// <summary>Makes references to grains of one process.</summary>
    public IGrainFactory GrainsOf(int process) => _processes[process].GetRequiredService<IGrainFactory>();

    /// <summary>Adds a client that begins with <see cref="Run"/>.</summary>
    public void Client(string name, Func<Task> does)
    {
        var scheduler = new ActivationScheduler(_world, name, activation: null);
        _clients.Add(Task.Factory.StartNew(does, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap());
    }

    /// <summary>A process will crash once, after a number of steps that the seed chooses.</summary>
    public void CrashWithin(int steps) => _crashes.Add(_world.Steps + 1 + _world.Choose(steps));

    /// <summary>
    /// A process dies now and starts again: no hook runs, callers learn that the outcome is unknown. What is on its way
    /// is lost, to and from the other processes too.
    /// </summary>
    public void Crash(int process = 0)
    {
        _world.Note($"crash of process {process}");
        _world.Lose();
        _processes[process].GetRequiredService<EmbeddedHost>().Crash(atOnce: true);
        _processes[process] = Process();
    }

    /// <summary>Lets things happen until every client is done, or one throws; then it throws the same.</summary>
    public void Run()
    {
        // A test framework's context would take what the clients await to threads of its own.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            RunClients();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        foreach (var client in _clients.Where(client => client.IsCompleted))
        {
            client.GetAwaiter().GetResult();
        }
    }

    private void RunClients()
    {
        while (_clients.Any(client => !client.IsCompleted) && !_clients.Any(client => client.IsFaulted))
        {
            if (_crashes.Remove(_world.Steps))
            {
                Crash(_processes.Length == 1 ? 0 : _world.Choose(_processes.Length));
            }

            if (!_world.Step() || _world.Steps > MaxSteps)
            {
                throw new InvalidOperationException(
                    "The clients wait for what never comes: a deadlock, or something outside of the simulation."
                );
            }
        }
    }

    private ServiceProvider Process()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IDispatcher>(_world);
        services.AddSingleton<TimeProvider>(_clock);
        services.AddEmbeddedGrains(options =>
        {
            options.Strict = true;
            _options(options);
        });
        _services(services);
        return services.BuildServiceProvider();
    }
}
