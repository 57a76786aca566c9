using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Storage;

/// <summary>A PostgreSQL server: it orders writers by itself.</summary>
internal sealed class PostgresDatabase(string connection) : IGalaDatabase
{
    private readonly DbContextOptions<PostgresGalaDbContext> _options =
        new DbContextOptionsBuilder<PostgresGalaDbContext>().UseNpgsql(connection).Options;

    public GalaDbContext Open() => new PostgresGalaDbContext(_options);

    public ValueTask<IDisposable?> EnterWrite(CancellationToken cancel) => default;

    public async Task Migrate(CancellationToken cancel = default)
    {
        await using var db = Open();
        await db.Database.MigrateAsync(cancel);
    }
}
