using GalaPlatform.Silo.Blobs;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Projects;
using GalaPlatform.Silo.Room;
using GalaPlatform.Silo.Storage;
using GalaPlatform.Silo.Transcoding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Platform;

/// <summary>Everything that the grains need, whichever host runs them.</summary>
public static class SiloServices
{
    /// <summary>Registers it, feature by feature.</summary>
    public static IServiceCollection AddSilo(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddStorage(configuration)
            .AddBlobs(configuration)
            .AddUploads(configuration)
            .AddProjects()
            .AddTranscoding(configuration)
            .AddGalas()
            .AddRoom(configuration);
}
