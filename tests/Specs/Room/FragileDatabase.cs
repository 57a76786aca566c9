using GalaPlatform.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Specs.Room;

/// <summary>The real database, which does not answer while a test says so.</summary>
internal sealed class FragileDatabase(IGalaDatabase real, FragileDatabase.Switch state) : IGalaDatabase, IDisposable
{
    public Task Migrate(CancellationToken cancel = default) => real.Migrate(cancel);

    public GalaDbContext Open() => real.Open();

    public ValueTask<IDisposable?> EnterWrite(CancellationToken cancel) =>
        state.IsBroken ? throw new SqliteException("disk I/O error", 10) : real.EnterWrite(cancel);

    public void Dispose() => (real as IDisposable)?.Dispose();

    internal sealed class Switch
    {
        public bool IsBroken { get; set; }
    }
}

internal static class FragileDatabaseServices
{
    /// <summary>Puts the switch before the database that was registered.</summary>
    public static void Decorate(this IServiceCollection services, FragileDatabase.Switch state)
    {
        var registered = services.Single(service => service.ServiceType == typeof(IGalaDatabase));
        services.Remove(registered);
        services.AddSingleton<IGalaDatabase>(provider => new FragileDatabase(
            (IGalaDatabase)registered.ImplementationFactory!(provider),
            state
        ));
    }
}
