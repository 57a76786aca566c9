using GalaPlatform.Silo.Storage;
using GalaPlatform.Tests.Specs.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Tests.Cluster.Storage;

public sealed class SqliteStorageTests : StorageSpecs<SqliteTestDatabase>
{
    [Fact]
    public async Task A_command_is_looked_up_by_its_whole_key_however_many_there_are()
    {
        CommandKey[] keys = [new("a", "1"), new("b", "2")];

        var plan = await Store.Read(
            async (db, stop) =>
            {
                await db.Database.OpenConnectionAsync(stop);
                var query = $"EXPLAIN QUERY PLAN {CommandLookup.Query(keys.Length)}";
                await using var explain = db.Command(query, CommandLookup.Parameters("room", keys));
                await using var line = await explain.ExecuteReaderAsync(stop);
                var lines = new List<string>();
                while (await line.ReadAsync(stop))
                {
                    lines.Add(line.GetString(3));
                }
                return lines;
            }
        );

        Assert.Contains(
            plan,
            line => line.EndsWith("(scope=? AND actor=? AND command_id=?)", StringComparison.Ordinal)
        );
    }
}

public sealed class PostgresStorageTests : StorageSpecs<PostgresTestDatabase>;

public sealed class SqliteOutboxTests : OutboxSpecs<SqliteTestDatabase>;

public sealed class PostgresOutboxTests : OutboxSpecs<PostgresTestDatabase>;
