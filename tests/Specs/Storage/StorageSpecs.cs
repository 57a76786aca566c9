using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Room;
using GalaPlatform.Silo.Schools;
using GalaPlatform.Silo.Storage;
using GalaPlatform.Tests.Specs.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Specs.Storage;

/// <summary>What the store promises, on every database.</summary>
public abstract class StorageSpecs<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    private readonly TDatabase _database = new();
    private readonly ManualClock _clock = new();
    private ServiceProvider _services = null!;

    protected IGalaStore Store => _services.GetRequiredService<IGalaStore>();

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        await Start();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        var school = SchoolId.New(_clock);
        await Create(school, "École des Érables", "c1");

        await _services.DisposeAsync();
        await Start();

        Assert.Equal("École des Érables", await NameOf(school));
    }

    [Fact]
    public async Task A_command_sent_again_gets_its_answer_and_has_no_second_effect()
    {
        var school = SchoolId.New(_clock);
        var first = await Create(school, "École du Fleuve", "c1");

        var again = await Create(school, "École du Fleuve", "c1");

        Assert.Equal(first.Value, again.Value);
        Assert.Equal(1, await Count<CommandRow>());
        Assert.Equal(1, await Count<AuditRow>());
    }

    [Fact]
    public async Task A_command_sent_many_times_at_once_has_one_effect()
    {
        var school = SchoolId.New(_clock);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Create(school, "École du Fleuve", "c1")))
        );

        Assert.All(answers, answer => Assert.Equal(school, answer.Value!.Id));
        Assert.Equal(1, await Count<SchoolRow>());
        Assert.Equal(1, await Count<AuditRow>());
    }

    [Fact]
    public async Task A_command_id_used_for_something_else_is_refused()
    {
        var school = SchoolId.New(_clock);
        await Create(school, "École du Fleuve", "c1");

        var other = await Create(school, "École des Érables", "c1");

        Assert.Equal("command-reused", other.Refusal?.Code);
        Assert.Equal("École du Fleuve", await NameOf(school));
    }

    [Fact]
    public async Task The_same_command_id_of_another_actor_or_to_another_grain_is_another_command()
    {
        AccountId[] accounts = [AccountId.New(_clock), AccountId.New(_clock)];
        foreach (
            var (scope, account) in from scope in new[] { "school/a", "school/b" }
            from account in accounts
            select (scope, account)
        )
        {
            var made = await Store.Execute<Done>(
                Envelope(scope, "c1", "école", account),
                work =>
                {
                    work.Db.Add(Row(SchoolId.New(_clock), "École du Fleuve"));
                    return Task.FromResult<Result<Done>>(default(Done));
                }
            );
            Assert.Null(made.Refusal);
        }

        Assert.Equal(4, await Count<SchoolRow>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("has space")]
    [InlineData("é")]
    public async Task What_is_no_command_id_is_refused(string id)
    {
        var answer = await Create(SchoolId.New(_clock), "École du Fleuve", id);

        Assert.Equal("bad-command-id", answer.Refusal?.Code);
        Assert.Equal(0, await Count<SchoolRow>());
    }

    [Fact]
    public async Task A_refusal_leaves_no_trace()
    {
        var answer = await Store.Execute<Done>(
            Envelope("school/x", "c1", "école"),
            async work =>
            {
                work.Db.Add(Row(SchoolId.New(_clock), "École du Fleuve"));
                work.Outbox("test", "x");
                await work.Db.SaveChangesAsync();
                return CommonRefusals.Stale;
            }
        );

        Assert.Equal("stale-version", answer.Refusal?.Code);
        Assert.Equal(
            0,
            await Count<SchoolRow>() + await Count<CommandRow>() + await Count<AuditRow>() + await Count<OutboxRow>()
        );
    }

    [Fact]
    public async Task A_failure_in_the_middle_leaves_no_trace()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() =>
            Store.Execute<Done>(
                Envelope("school/x", "c1", "école"),
                async work =>
                {
                    work.Db.Add(Row(SchoolId.New(_clock), "École du Fleuve"));
                    await work.Db.SaveChangesAsync();
                    throw new InvalidTimeZoneException();
                }
            )
        );

        Assert.Equal(0, await Count<SchoolRow>());
    }

    [Fact]
    public async Task What_cannot_be_recorded_did_not_happen()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() =>
            Store.Execute<Done>(
                Envelope("school/x", "c1", "école"),
                work =>
                {
                    work.Db.Add(Row(SchoolId.New(_clock), "École du Fleuve"));
                    work.Outbox("test", new Unwritable());
                    return Task.FromResult<Result<Done>>(default(Done));
                }
            )
        );

        Assert.Equal(0, await Count<SchoolRow>());
    }

    [Fact]
    public async Task Who_writes_over_a_newer_version_is_stale()
    {
        var school = SchoolId.New(_clock);
        await Create(school, "École du Fleuve", "c1");
        await Rename(school, "École des Érables", seen: 1, "c2");

        await Assert.ThrowsAsync<StaleActivationException>(() => Rename(school, "École du Ruisseau", seen: 1, "c3"));

        Assert.Equal("École des Érables", await NameOf(school));
    }

    [Fact]
    public async Task The_migrations_make_every_table_that_the_platform_uses()
    {
        await using var db = _services.GetRequiredService<IGalaDatabase>().Open();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    public async Task Rows_that_were_inserted_past_the_tracker_come_back_as_they_were(int count)
    {
        var said = Enumerable.Range(1, count).Select(EntryNumbered).ToArray();

        await Store.Write(
            async (db, stop) =>
            {
                await db.Insert(said, stop);
                return 0;
            }
        );

        var read = await Store.Read(
            (db, stop) => db.Set<RoomEntryRow>().OrderBy(row => row.Sequence).ToListAsync(stop)
        );
        Assert.Equal(said.Select(Everything), read.Select(Everything));
    }

    [Fact]
    public async Task Commands_are_found_by_scope_actor_and_id_together()
    {
        string[] letters = ["a", "b"];
        var rows =
            from scope in letters
            from actor in letters
            from id in Enumerable.Range(0, 60)
            select CommandOf(scope, actor, $"c{id}");
        await Store.Write(
            async (db, stop) =>
            {
                await db.Insert(rows.ToList(), stop);
                return 0;
            }
        );
        CommandKey[] asked = [.. Enumerable.Range(30, 60).Select(id => new CommandKey("b", $"c{id}"))];

        var known = await Store.Write((db, stop) => db.Commands("a", asked, stop));
        Assert.Equal(asked.Take(30), known.Select(one => one.Key).OrderBy(key => key.Id, StringComparer.Ordinal));
        Assert.All(known, one => Assert.Equal($"a b {one.Key.Id}", one.Fingerprint));
    }

    [Fact]
    public async Task Times_come_back_to_the_tick()
    {
        _clock.Advance(TimeSpan.FromTicks(1_234_567));
        var school = SchoolId.New(_clock);
        await Create(school, "École du Fleuve", "c1");

        var row = await Store.Read((db, stop) => db.Set<SchoolRow>().SingleAsync(row => row.Id == school.Value, stop));

        Assert.Equal(_clock.GetUtcNow(), row.CreatedAt);
    }

    // Every second one with everything, the others with as little as there can be.
    private RoomEntryRow EntryNumbered(int number)
    {
        var isFull = number % 2 == 0;
        return new RoomEntryRow
        {
            Gala = new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]),
            Epoch = "e",
            Sequence = number,
            Id = Guid.NewGuid(),
            Kind = "text",
            At = _clock.GetUtcNow().AddTicks(number),
            Seat = isFull ? Guid.NewGuid() : null,
            Classroom = isFull ? Guid.NewGuid() : null,
            AuthorName = isFull ? "Loutre 7" : null,
            AuthorClass = isFull ? "6B" : null,
            AuthorSchool = isFull ? "École du Fleuve" : null,
            Data = $"Bravo 👏 {number}'; --",
        };
    }

    private static object Everything(RoomEntryRow row) =>
        (
            row.ToEntry(),
            row.Gala,
            row.Epoch,
            (row.Seat, row.Classroom),
            (row.AuthorName, row.AuthorClass, row.AuthorSchool)
        );

    private CommandRow CommandOf(string scope, string actor, string id) =>
        new()
        {
            Scope = scope,
            Actor = actor,
            CommandId = id,
            Fingerprint = $"{scope} {actor} {id}",
            Answer = "1",
            At = _clock.GetUtcNow(),
        };

    private async Task Start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddStorage(configuration)
            .BuildServiceProvider();
        await _services.GetRequiredService<IGalaDatabase>().Migrate();
    }

    private Task<Result<SchoolView>> Create(SchoolId school, string name, string command) =>
        Store.Execute<SchoolView>(
            Envelope($"school/{school}", command, name),
            work =>
            {
                work.Db.Add(Row(school, name));
                return Task.FromResult<Result<SchoolView>>(new SchoolView(school, name, 1));
            }
        );

    private Task<Result<Done>> Rename(SchoolId school, string name, long seen, string command) =>
        Store.Execute<Done>(
            Envelope($"school/{school}", command, name),
            work =>
            {
                var row = Row(school, "?", seen);
                work.Db.Attach(row);
                (row.Name, row.Version) = (name, seen + 1);
                return Task.FromResult<Result<Done>>(default(Done));
            }
        );

    private static CommandEnvelope Envelope(string scope, string command, string name, AccountId account = default) =>
        new(new Command(new CommandId(command), Actor.Of(account)), scope, "school.test", name);

    private SchoolRow Row(SchoolId school, string name, long version = 1) =>
        new()
        {
            Id = school.Value,
            Name = name,
            CreatedAt = _clock.GetUtcNow(),
            Version = version,
        };

    private Task<int> Count<TRow>()
        where TRow : class => Store.Read((db, stop) => db.Set<TRow>().CountAsync(stop));

    private Task<string> NameOf(SchoolId school) =>
        Store.Read(
            (db, stop) =>
                db.Set<SchoolRow>().Where(row => row.Id == school.Value).Select(row => row.Name).SingleAsync(stop)
        );

    private sealed class Unwritable(string reason = "It has no text.")
    {
        public int Number => throw new InvalidTimeZoneException(reason);
    }
}
