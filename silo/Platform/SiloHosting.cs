using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
#if GALA_ORLEANS
using GalaPlatform.Silo.Blobs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Hosting;
#else
using GalaPlatform.Embedded;
#endif

namespace GalaPlatform.Silo.Platform;

/// <summary>Who hosts the grains: Orleans, or the embedded host. Decided when it is built, by <c>GalaRuntime</c>.</summary>
public static class SiloHosting
{
#if GALA_ORLEANS
    /// <summary>How the host calls itself in logs and test output.</summary>
    public const string HostName = "Orleans";

    private const string Invariant = "Npgsql";

    /// <summary>Hosts the grains in this process, with what they need.</summary>
    public static IHostApplicationBuilder AddGrainHost(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSilo(builder.Configuration);
        builder.UseOrleans(silo => Configure(silo, builder.Configuration));
        return builder;
    }

    /// <summary>Calls grains that other processes host.</summary>
    public static IHostApplicationBuilder AddGrainClient(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddBlobs(builder.Configuration);
        builder.UseOrleansClient(client =>
        {
            if (Database(builder.Configuration) is { } database)
            {
                client.UseAdoNetClustering(options =>
                    (options.Invariant, options.ConnectionString) = (Invariant, database)
                );
            }
            else
            {
                client.UseLocalhostClustering();
            }

            client.Configure<ClusterOptions>(options => Name(options, builder.Configuration));
        });
        return builder;
    }

    private static void Configure(ISiloBuilder silo, IConfiguration configuration)
    {
        silo.AddIncomingGrainCallFilter<StaleActivationFilter>();
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(15));
        if (Database(configuration) is { } database)
        {
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
            silo.UseAdoNetReminderService(options =>
                (options.Invariant, options.ConnectionString) = (Invariant, database)
            );
            silo.ConfigureEndpoints(
                configuration.GetValue("Gala:SiloPort", EndpointOptions.DEFAULT_SILO_PORT),
                configuration.GetValue("Gala:GatewayPort", EndpointOptions.DEFAULT_GATEWAY_PORT)
            );
        }
        else
        {
            silo.UseLocalhostClustering(
                configuration.GetValue("Gala:SiloPort", EndpointOptions.DEFAULT_SILO_PORT),
                configuration.GetValue("Gala:GatewayPort", EndpointOptions.DEFAULT_GATEWAY_PORT)
            );
        }

        // After the clustering, which has names of its own for one machine.
        silo.Configure<ClusterOptions>(options => Name(options, configuration));
    }

    private static string? Database(IConfiguration configuration) =>
        configuration.GetConnectionString("Gala") is { Length: > 0 } database ? database : null;

    private static void Name(ClusterOptions options, IConfiguration configuration)
    {
        options.ServiceId = "gala-platform";
        options.ClusterId = configuration["Gala:Cluster"] ?? "gala";
    }
#else
    /// <summary>How the host calls itself in logs and test output.</summary>
    public const string HostName = "Embedded";

    /// <summary>Hosts the grains in this process, with what they need.</summary>
    public static IHostApplicationBuilder AddGrainHost(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSilo(builder.Configuration);
        builder.Services.AddEmbeddedGrains(options =>
        {
            options.Assemblies.Add(typeof(SiloHosting).Assembly);
            options.Strict = builder.Configuration.GetValue("Gala:Strict", false);
        });
        builder.Services.AddSingleton<IIncomingGrainCallFilter, StaleActivationFilter>();
        return builder;
    }

    /// <summary>Calls grains that other processes host; the embedded host has only one process.</summary>
    public static IHostApplicationBuilder AddGrainClient(this IHostApplicationBuilder builder) =>
        throw new NotSupportedException(
            "This build hosts its grains in one process. Build with GalaRuntime=Orleans to keep silos and web nodes apart."
        );
#endif
}
