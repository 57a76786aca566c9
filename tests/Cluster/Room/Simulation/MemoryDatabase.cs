using GalaPlatform.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>SQLite in memory, through the platform's own tables: it answers at once, and outlives every simulated crash.</summary>
internal sealed class MemoryDatabase : IGalaDatabase, IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly DbContextOptions<SqliteGalaDbContext> _options;

    public MemoryDatabase()
    {
        _connection.Open();
        _options = new DbContextOptionsBuilder<SqliteGalaDbContext>().UseSqlite(_connection).Options;
        using var db = Open();
        db.Database.EnsureCreated();
    }

    public GalaDbContext Open() => new SqliteGalaDbContext(_options);

    public Task Migrate(CancellationToken cancel = default) => Task.CompletedTask;

    public ValueTask<IDisposable?> EnterWrite(CancellationToken cancel) => default;

    public void Dispose() => _connection.Dispose();
}
