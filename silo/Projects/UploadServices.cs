using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Projects;

internal static class UploadServices
{
    public static IServiceCollection AddUploads(this IServiceCollection services) =>
        services
            .AddSingleton<UploadSweeper>()
            .AddHostedService(provider => provider.GetRequiredService<UploadSweeper>());
}
