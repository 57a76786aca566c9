namespace GalaPlatform.Tests.Specs.Storage;

/// <summary>A fresh, real database for one test class.</summary>
public interface ITestDatabase : IAsyncLifetime
{
    /// <summary>The configuration that makes the platform use it.</summary>
    IReadOnlyDictionary<string, string?> Settings { get; }
}

/// <summary>A SQLite file in a temporary folder.</summary>
public sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gala-test-").FullName;

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["GALA_DATA"] = _folder };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>A database of its own on the PostgreSQL server of the test run.</summary>
public sealed class PostgresTestDatabase : ITestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gala-test-").FullName;
    private string? _connection;

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["GALA_DATA"] = _folder, ["ConnectionStrings:Gala"] = _connection };

    public async Task InitializeAsync() => _connection = await PostgresServer.CreateDatabase();

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
