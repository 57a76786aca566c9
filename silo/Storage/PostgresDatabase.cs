using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace GalaPlatform.Silo.Storage;

/// <summary>A PostgreSQL server: it orders writers by itself.</summary>
internal sealed class PostgresDatabase(string connection) : IGalaDatabase
{
    private readonly PooledDbContextFactory<PostgresGalaDbContext> _contexts = new(
        new DbContextOptionsBuilder<PostgresGalaDbContext>().UseNpgsql(connection).Options
    );

    public GalaDbContext Open() => _contexts.CreateDbContext();

    public ValueTask<IDisposable?> EnterWrite(CancellationToken cancel) => default;

    public async Task Migrate(CancellationToken cancel = default)
    {
        await using var db = Open();
        await db.Database.MigrateAsync(cancel);
    }
}
