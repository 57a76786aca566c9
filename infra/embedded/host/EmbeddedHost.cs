using GalaPlatform.Embedded.Activations;
using GalaPlatform.Embedded.Calls;
using GalaPlatform.Embedded.Strict;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace GalaPlatform.Embedded;

/// <summary>Puts the parts together and lives as long as the process: starts collection, stops with hooks, or crashes.</summary>
internal sealed class EmbeddedHost : IHostedService, IDisposable
{
    private readonly EmbeddedOptions _options;
    private readonly CallSender _sender;
    private readonly ActivationDirectory _directory;
    private readonly GrainClasses _classes;
    private readonly TimeProvider _clock;
    private readonly EmbeddedLog _log;
    private ITimer? _collector;

    public EmbeddedHost(
        IServiceProvider services,
        EmbeddedOptions options,
        TimeProvider clock,
        IDispatcher dispatcher,
        EmbeddedLog log
    )
    {
        (_options, _clock, _log) = (options, clock, log);
        _classes = new GrainClasses(options);
        var shared = new ActivationHost(services, options, clock, dispatcher, log);
        _sender = new CallSender(options, clock, dispatcher, new CallFilters(services), log);
        Factory = new GrainFactory(_classes, _sender, services);
        _directory = new ActivationDirectory(_classes, shared);
        var observers = new Observers(shared);
        (shared.Directory, shared.Factory, Factory.Observers) = (_directory, Factory, observers);
        _sender.Serializer = options.Strict ? new ContractSerializer(Factory) : null;
        _sender.Route = call => Route(call, observers);
    }

    public GrainFactory Factory { get; }

    public int ActivationCount => _directory.All.Count();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_sender.Serializer is { } serializer)
        {
            foreach (var @interface in _classes.Interfaces)
            {
                serializer.Check(InvokeTable.Of(@interface));
            }
        }

        _log.Started(_options.Strict ? "Embedded (strict)" : "Embedded", _classes.Count);
        _collector = _clock.CreateTimer(
            static state => ((ActivationDirectory)state!).CollectIdle(),
            _directory,
            _options.CollectionQuantum,
            _options.CollectionQuantum
        );
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _collector?.Dispose();
        await _directory.Stop();
        // Whoever still calls must not wake grains that no hook will put to sleep.
        _sender.Crash();
        _directory.Crash(atOnce: false);
    }

    /// <summary>As if the process died: callers learn that the outcome is unknown, no hook runs.</summary>
    public void Crash(bool atOnce)
    {
        _collector?.Dispose();
        _sender.Crash();
        _directory.Crash(atOnce);
    }

    public void Dispose() => _collector?.Dispose();

    private void Route(GrainCall call, Observers observers)
    {
        if (call.Target.IsClient())
        {
            observers.Receive(call.Target, call);
        }
        else
        {
            _directory.Receive(call.Target, call);
        }
    }
}
