using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Projects;

internal static class UploadServices
{
    public static IServiceCollection AddUploads(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(SchoolSpace.From(configuration))
            .AddSingleton<UploadSweeper>()
            .AddHostedService(provider => provider.GetRequiredService<UploadSweeper>());
}
