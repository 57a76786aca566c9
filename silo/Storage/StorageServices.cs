using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GalaPlatform.Silo.Storage;

/// <summary>Registers the store.</summary>
public static class StorageServices
{
    /// <summary>PostgreSQL if <c>ConnectionStrings:Gala</c> names one, else SQLite in the data folder.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IGalaDatabase>(_ => DatabaseFor(configuration));
        services.AddSingleton<IGalaStore, GalaStore>();
        services.AddSingleton<OutboxQueue>();
        services.AddHostedService<MigrationAtStart>();
        services.AddHostedService<OutboxDispatcher>();
        return services;
    }

    /// <summary>Adds one kind of outbox message.</summary>
    public static IServiceCollection AddOutboxHandler<THandler>(this IServiceCollection services)
        where THandler : class, IOutboxHandler => services.AddSingleton<IOutboxHandler, THandler>();

    private static IGalaDatabase DatabaseFor(IConfiguration configuration) =>
        configuration.GetConnectionString("Gala") is { Length: > 0 } connection
            ? new PostgresDatabase(connection)
            : new SqliteDatabase(
                Path.Combine(configuration["GALA_DATA"] ?? "./data", "gala.db"),
                TimeSpan.FromSeconds(configuration.GetValue("Gala:Database:BusySeconds", 10))
            );
}
