using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Projects;

internal static class ProjectServices
{
    public static IServiceCollection AddProjects(this IServiceCollection services) =>
        services
            .AddOutboxHandler<ProjectBlobsCleaner>()
            .AddSingleton<BlobReconciler>()
            .AddHostedService(provider => provider.GetRequiredService<BlobReconciler>());
}
