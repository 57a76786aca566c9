using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Projects;

internal static class ProjectServices
{
    public static IServiceCollection AddProjects(this IServiceCollection services) =>
        services
            .AddOutboxHandler<ProjectBlobsCleaner>()
            .AddOutboxHandler<CaptionsCleaner>()
            .AddOutboxHandler<ReplacedOriginalsCleaner>()
            .AddSingleton<BlobReconciler>()
            .AddHostedService(provider => provider.GetRequiredService<BlobReconciler>());
}
