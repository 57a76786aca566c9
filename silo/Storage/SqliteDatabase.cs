using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace GalaPlatform.Silo.Storage;

/// <summary>One file, one process, one writer at a time.</summary>
internal sealed class SqliteDatabase : IGalaDatabase, IDisposable
{
    private readonly string _file;
    private readonly string _connection;
    private readonly PooledDbContextFactory<SqliteGalaDbContext> _contexts;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private FileStream? _lock;

    /// <param name="file">The database.</param>
    /// <param name="patience">How long a writer waits while another process, such as a backup, has the file.</param>
    public SqliteDatabase(string file, TimeSpan patience)
    {
        _file = Path.GetFullPath(file);
        _connection = new SqliteConnectionStringBuilder
        {
            DataSource = _file,
            ForeignKeys = true,
            DefaultTimeout = (int)patience.TotalSeconds,
        }.ToString();
        _contexts = new PooledDbContextFactory<SqliteGalaDbContext>(
            new DbContextOptionsBuilder<SqliteGalaDbContext>()
                .UseSqlite(_connection)
                .AddInterceptors(new Pragmas(patience))
                .Options
        );
    }

    public GalaDbContext Open() => _contexts.CreateDbContext();

    public async ValueTask<IDisposable?> EnterWrite(CancellationToken cancel)
    {
        await _writer.WaitAsync(cancel);
        return new Turn(_writer);
    }

    public async Task Migrate(CancellationToken cancel = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        _lock ??= await TakeFile(cancel);
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        await DropStaleMigrationLock(db, cancel);
        await db.Database.MigrateAsync(cancel);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _lock?.Dispose();
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }

    // Grains hold state in memory: a second process on the same file would not see what this one changes.
    private async Task<FileStream> TakeFile(CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream($"{_file}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 20)
            {
                await Task.Delay(250, cancel);
            }
            catch (IOException problem)
            {
                throw new InvalidOperationException($"Another process uses '{_file}'.", problem);
            }
        }
    }

    // EF's migration lock is a row; a process that was killed while migrating leaves it behind for ever.
    // The file lock says that nobody else is migrating.
    private static async Task DropStaleMigrationLock(GalaDbContext db, CancellationToken cancel)
    {
        var tables = await db
            .Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .ToListAsync(cancel);
        if (tables.Count > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancel);
        }
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                writer.Release();
            }
        }
    }

    private sealed class Pragmas(TimeSpan patience) : DbConnectionInterceptor
    {
        private readonly string _text =
            $"PRAGMA synchronous=FULL; PRAGMA busy_timeout={(int)patience.TotalMilliseconds};";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = _text;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            await using var command = connection.CreateCommand();
            command.CommandText = _text;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
