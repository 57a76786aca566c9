using Microsoft.Extensions.DependencyInjection;
#if GALA_ORLEANS
using System.Net;
using System.Net.Sockets;
using GalaPlatform.Silo.Platform;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
#else
using GalaPlatform.Embedded.Testing;
using GalaPlatform.Silo.Platform;
#endif

namespace GalaPlatform.Tests.Specs.Platform;

/// <summary>
/// The platform's grains in the host that this build has: the embedded one, strict, or an Orleans silo.
/// Either may crash and come back; what is stored is all that is left then.
/// </summary>
public sealed class TestSilo : IAsyncDisposable
{
    /// <summary>Which host it is, for the test output.</summary>
    public static string HostName => SiloHosting.HostName;

#if GALA_ORLEANS
    private readonly Action<IServiceCollection> _services;
    private IHost? _host;

    private TestSilo(Action<IServiceCollection> services) => _services = services;

    public IServiceProvider Services => _host?.Services ?? throw new InvalidOperationException("The silo is down.");

    /// <summary>Starts a silo with the services that its grains need.</summary>
    public static async Task<TestSilo> Start(Action<IServiceCollection> services)
    {
        var silo = new TestSilo(services);
        await silo.Start();
        return silo;
    }

    /// <summary>Stops without waiting for anything; the nearest to a crash that one process can do.</summary>
    public Task Crash() => Stop(new CancellationToken(canceled: true));

    /// <summary>Starts again, after a crash or after stopping in good order.</summary>
    public async Task Restart()
    {
        await Stop(CancellationToken.None);
        await Start();
    }

    public async ValueTask DisposeAsync() => await Stop(CancellationToken.None);

    private async Task Start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            var name = Guid.NewGuid().ToString("N");
            silo.UseLocalhostClustering(
                FreePort(),
                FreePort(),
                primarySiloEndpoint: null,
                serviceId: name,
                clusterId: name
            );
            silo.AddIncomingGrainCallFilter<StaleActivationFilter>();
        });
        _services(builder.Services);
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task Stop(CancellationToken cancel)
    {
        var host = _host;
        _host = null;
        if (host is null)
        {
            return;
        }

        try
        {
            await host.StopAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // A crash waits for nobody.
        }

        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
#else
    private readonly EmbeddedCluster _cluster;

    private TestSilo(EmbeddedCluster cluster) => _cluster = cluster;

    public IServiceProvider Services => _cluster.Services;

    /// <summary>Starts a host with the services that its grains need.</summary>
    public static async Task<TestSilo> Start(Action<IServiceCollection> services) =>
        new(
            await EmbeddedCluster.Start(
                all =>
                {
                    services(all);
                    all.AddSingleton<IIncomingGrainCallFilter, StaleActivationFilter>();
                },
                options => options.Assemblies.Add(typeof(SiloServices).Assembly)
            )
        );

    /// <summary>The process dies: no hook runs, callers learn that the outcome is unknown.</summary>
    public Task Crash() => _cluster.Crash();

    /// <summary>Starts again, after a crash or after stopping in good order.</summary>
    public Task Restart() => _cluster.Restart();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
#endif

    /// <summary>Makes references to the grains.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();
}
