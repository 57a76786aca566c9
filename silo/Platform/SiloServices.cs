using GalaPlatform.Blobs;
using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Platform;

/// <summary>Everything that the grains need, whichever host runs them.</summary>
public static class SiloServices
{
    /// <summary>Registers it, feature by feature.</summary>
    public static IServiceCollection AddSilo(this IServiceCollection services, IConfiguration configuration) =>
        services.AddStorage(configuration).AddBlobs(configuration);
}
