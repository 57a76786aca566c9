using Azure.Storage.Blobs;
using GalaPlatform.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Blobs;

/// <summary>Chooses where videos live.</summary>
internal static class BlobsServices
{
    private const string Container = "gala-media";

    /// <summary>A hiccup of the store is bridged; an outage is told within seconds, while whoever asked still waits.</summary>
    private static BlobClientOptions Patience =>
        new()
        {
            Retry =
            {
                MaxRetries = 3,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = TimeSpan.FromSeconds(4),
                NetworkTimeout = TimeSpan.FromSeconds(30),
            },
        };

    /// <summary>Azure Blob Storage if <c>ConnectionStrings:Blobs</c> names an account, otherwise <c>{GALA_DATA}/blobs</c>.</summary>
    public static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration) =>
        configuration.GetConnectionString("Blobs") is { Length: > 0 } account
            ? services.AddSingleton<IBlobStore>(_ => new AzureBlobStore(
                new BlobContainerClient(account, Container, Patience)
            ))
            : services.AddSingleton<IBlobStore>(_ => new FolderBlobStore(
                Path.Combine(configuration["GALA_DATA"] ?? "data", "blobs")
            ));
}
