using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GalaPlatform.Embedded.Testing;

/// <summary>
/// A host for tests, strict unless told otherwise. It can crash and come back:
/// everything in memory is gone then, what is in files and databases stays.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly Action<IServiceCollection> _services;
    private readonly Action<EmbeddedOptions> _options;
    private ServiceProvider? _provider;

    private EmbeddedCluster(Action<IServiceCollection> services, Action<EmbeddedOptions> options) =>
        (_services, _options) = (services, options);

    /// <summary>The services of the process that runs now.</summary>
    public IServiceProvider Services => _provider ?? throw new InvalidOperationException("The process is down.");

    /// <summary>Makes references to grains of the process that runs now.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>How many grains are in memory.</summary>
    public int ActivationCount => Services.GetRequiredService<EmbeddedHost>().ActivationCount;

    /// <summary>Starts a process: the services, then what is hosted among them.</summary>
    public static async Task<EmbeddedCluster> Start(
        Action<IServiceCollection> services,
        Action<EmbeddedOptions>? options = null
    )
    {
        var cluster = new EmbeddedCluster(services, options ?? (_ => { }));
        await cluster.Start();
        return cluster;
    }

    /// <summary>
    /// The process dies: callers learn that the outcome is unknown, no hook runs, waiting calls and timers are gone.
    /// A turn that is in the midst of a write to a file or database cannot be stopped in mid-air; its outcome reaches nobody.
    /// </summary>
    public async Task Crash()
    {
        Services.GetRequiredService<EmbeddedHost>().Crash(atOnce: false);
        await Down();
    }

    /// <summary>Starts the process again after a crash; or stops it first, with hooks, and starts it again.</summary>
    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Stop();

    private async Task Start()
    {
        var services = new ServiceCollection();
        services.AddEmbeddedGrains(options =>
        {
            options.Strict = true;
            _options(options);
        });
        _services(services);
        _provider = services.BuildServiceProvider();
        foreach (var hosted in _provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }
    }

    private async Task Stop()
    {
        if (_provider is null)
        {
            return;
        }

        foreach (var hosted in _provider.GetServices<IHostedService>().Reverse())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await Down();
    }

    private async Task Down()
    {
        var provider = _provider;
        _provider = null;
        if (provider is not null)
        {
            await provider.DisposeAsync();
        }
    }
}
