using GalaPlatform.Silo.Programme;
using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Galas;

/// <summary>Registers what galas and their programmes need.</summary>
public static class GalaServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddGalas(this IServiceCollection services) =>
        services
            .AddOutboxHandler<SessionsDefinedHandler>()
            .AddOutboxHandler<SessionsDroppedHandler>()
            .AddOutboxHandler<CueGivenHandler>()
            .AddOutboxHandler<DoorsMovedHandler>()
            .AddOutboxHandler<ProjectWithdrawnHandler>()
            .AddHostedService<GalaWaker>();
}
