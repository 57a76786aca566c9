using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GalaPlatform.Tests.Unit.Storage;

public sealed class StoreFailuresTests
{
    [Theory]
    [InlineData(5, "store-unavailable")]
    [InlineData(10, "store-unavailable")]
    [InlineData(13, "storage-full")]
    [InlineData(1, null)]
    [InlineData(19, null)]
    public void What_SQLite_says_is_told_in_our_words(int error, string? code)
    {
        var problem = new DbUpdateException("Not saved.", new SqliteException("It failed.", error));

        Assert.Equal(code, StoreFailures.RefusalFor(problem)?.Code);
    }

    [Theory]
    [InlineData("53100", "storage-full")]
    [InlineData("53300", "store-unavailable")]
    [InlineData("57P01", "store-unavailable")]
    [InlineData("42P01", null)]
    public void What_PostgreSQL_says_is_told_in_our_words(string state, string? code)
    {
        var problem = new InvalidOperationException(
            "Wrapped.",
            new PostgresException("It failed.", "ERROR", "", state)
        );

        Assert.Equal(code, StoreFailures.RefusalFor(problem)?.Code);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_a_refusal_and_not_an_exception()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Gala"] = "Host=127.0.0.1;Port=1;Username=gala;Timeout=2",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddStorage(configuration)
            .BuildServiceProvider();
        var store = services.GetRequiredService<IGalaStore>();

        var answer = await store.Execute<Done>(
            new CommandEnvelope(new Command(CommandId.Fresh(), Actor.Platform), "test", "test", null),
            _ => Task.FromResult<Result<Done>>(default(Done))
        );

        Assert.Equal("store-unavailable", answer.Refusal?.Code);
        await Assert.ThrowsAsync<StoreException>(() =>
            store.Read((db, stop) => db.Database.ExecuteSqlAsync($"SELECT 1", stop))
        );
    }
}
