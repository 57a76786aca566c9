using GalaPlatform.Embedded.Activations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Orleans.Timers;

namespace GalaPlatform.Embedded;

/// <summary>Registers the host.</summary>
public static class EmbeddedServices
{
    /// <summary>Hosts the grains of the given assemblies in this process, behind Orleans' own interfaces.</summary>
    public static IServiceCollection AddEmbeddedGrains(
        this IServiceCollection services,
        Action<EmbeddedOptions> configure
    )
    {
        var options = new EmbeddedOptions();
        configure(options);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDispatcher, PoolDispatcher>();
        services.AddSingleton(options);
        services.AddSingleton<EmbeddedLog>();
        services.AddSingleton<EmbeddedHost>();
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedHost>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<EmbeddedHost>().Factory);
        services.AddSingleton<ITimerRegistry, TimerRegistry>();
        services.AddSingleton<GrainRuntime>();
        services.AddSingleton<IGrainRuntime>(provider => provider.GetRequiredService<GrainRuntime>());
        services.AddSingleton<IGrainContextAccessor>(provider => provider.GetRequiredService<GrainRuntime>());
        services.AddScoped<ContextHolder>();
        services.AddScoped<IGrainContext>(provider =>
            provider.GetRequiredService<ContextHolder>().Context
            ?? throw new InvalidOperationException("Only a grain has a grain context.")
        );
        return services;
    }
}
