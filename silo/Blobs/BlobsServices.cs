using Azure.Storage.Blobs;
using GalaPlatform.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Blobs;

/// <summary>Chooses where videos live.</summary>
internal static class BlobsServices
{
    private const string Container = "gala-media";

    /// <summary>Azure Blob Storage if <c>ConnectionStrings:Blobs</c> names an account, otherwise <c>{GALA_DATA}/blobs</c>.</summary>
    public static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration) =>
        configuration.GetConnectionString("Blobs") is { Length: > 0 } account
            ? services.AddSingleton<IBlobStore>(_ => new AzureBlobStore(new BlobContainerClient(account, Container)))
            : services.AddSingleton<IBlobStore>(_ => new FolderBlobStore(
                Path.Combine(configuration["GALA_DATA"] ?? "data", "blobs")
            ));
}
