using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Embedded.Testing;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Room;
using GalaPlatform.Silo.Storage;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Specs.Room;

/// <summary>What a room promises, in a real host, on every database.</summary>
public abstract partial class RoomGrainSpecs<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly SeatId Seat = new(Guid.Parse("00000000-0000-7000-8000-000000000001"));

    private readonly TDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly FragileDatabase.Switch _disk = new();
    private readonly LossyStore.Switch _line = new();
    private readonly GalaId _gala = new(Guid.Parse("0193c7a0-0000-7000-8000-000000000001"));
    private EmbeddedCluster _cluster = null!;

    private IRoomGrain Room => _cluster.Grains.GetGrain<IRoomGrain>(_gala.Value);

    private IGalaStore Store => _cluster.Services.GetRequiredService<IGalaStore>();

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).Build();
        _cluster = await EmbeddedCluster.Start(
            services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                services.AddStorage(configuration);
                services.Decorate(_disk);
                services.Decorate(_line);
                services.AddRoom(configuration);
            },
            options => options.GrainClasses.Add(typeof(RoomGrain))
        );
        Assert.False((await Room.ChangeSettings(Platform(), new RoomSettingsChange(true, 0))).IsRefused);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_posted_message_is_in_the_database()
    {
        var said = await Room.Say(Words("Bravo !"));

        Assert.Equal(new Said(SayStatus.Posted, 2), said);
        var row = Assert.Single(await Stored(), row => row.Sequence == 2);
        Assert.Equal("""{"text":"Bravo !"}""", row.Data);
        Assert.Equal(Seat.Value, row.Seat);
    }

    [Fact]
    public async Task The_same_command_many_times_at_once_and_again_later_is_one_message()
    {
        var words = Words("Une seule fois", id: "c1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Room.Say(words)));
        var later = await Room.Say(words);
        await Crash();
        var afterwards = await Room.Say(words);

        Assert.All([.. answers, later, afterwards], answer => Assert.Equal(new Said(SayStatus.Posted, 2), answer));
        Assert.Equal(2, (await Stored()).Length);
    }

    [Fact]
    public async Task A_command_id_used_for_other_words_is_refused()
    {
        await Room.Say(Words("Un", id: "c1"));

        Assert.Equal("command-reused", (await Room.Say(Words("Deux", id: "c1"))).Code);
    }

    [Fact]
    public async Task Two_seats_may_use_the_same_command_id()
    {
        await Room.Say(Words("Un", id: "c1"));

        Assert.Equal(3, (await Room.Say(Words("Deux", id: "c1", seat: new SeatId(Guid.NewGuid())))).Sequence);
    }

    [Fact]
    public async Task Order_and_epoch_survive_a_crash()
    {
        await Room.Say(Words("Avant"));
        var before = (await Room.Read(0, 100)).Value!;

        await Crash();
        await Room.Say(Words("Après"));
        var after = (await Room.Read(0, 100)).Value!;

        Assert.Equal(before.Epoch, after.Epoch);
        Assert.Equal([1, 2, 3], after.Entries.Select(entry => entry.Sequence));
        Assert.Equal(before.Entries, after.Entries[..2]);
    }

    [Fact]
    public async Task A_failed_commit_posts_nothing_and_leaves_no_gap()
    {
        await Room.Say(Words("Un"));
        var node = await Watch("n1");
        var lost = Words("Deux", id: "c2");

        _disk.IsBroken = true;
        var failed = await Task.WhenAll(Room.Say(lost), Room.Say(Words("Trois", id: "c3")));
        _disk.IsBroken = false;
        var again = await Room.Say(lost);

        Assert.All(
            failed,
            answer => Assert.Equal((SayStatus.Refused, "store-unavailable"), (answer.Status, answer.Code))
        );
        Assert.Equal(new Said(SayStatus.Posted, 3), again);
        _clock.Advance(RoomGrain.Tick);
        await node.Has(3);
        Assert.Equal([1, 2, 3], (await Stored()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task What_is_said_at_once_is_committed_together_in_one_order_for_all()
    {
        var node = await Watch("n1");
        var before = _line.Commits;

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(number => Room.Say(Words($"{number}", seat: new SeatId(Guid.NewGuid()), classroom: number % 5)))
        );
        _clock.Advance(RoomGrain.Tick);
        await node.Has(201);

        Assert.Equal(
            Enumerable.Range(2, 200).Select(number => (long?)number),
            answers.Select(said => said.Sequence).Order()
        );
        Assert.Equal(
            Enumerable.Range(2, 200).Select(number => (long)number),
            node.Entries.Select(entry => entry.Sequence)
        );
        var stored = (await Stored()).Skip(1).Select(row => row.Data);
        Assert.Equal(node.Entries.Select(entry => entry.Data), stored);
        Assert.InRange(node.Batches, 1, 20);
        Assert.InRange(_line.Commits - before, 1, 50);
    }

    [Fact]
    public async Task A_quiet_rooms_first_message_reaches_the_nodes_at_once()
    {
        var (one, other) = (await Watch("n1"), await Watch("n2"));
        _clock.Advance(TimeSpan.FromSeconds(5));

        await Room.Say(Words("Allô"));

        await one.Has(2);
        await other.Has(2);
    }

    [Fact]
    public async Task A_node_that_is_silent_for_a_minute_is_forgotten()
    {
        var node = await Watch("n1");
        await Room.Report("n1", [], new Presence(3, 84));

        _clock.Advance(RoomAudience.Patience + TimeSpan.FromSeconds(1));
        await Room.Say(Words("Allô"));
        var snapshot = (
            await Room.Subscribe("n2", _cluster.Grains.CreateObjectReference<IRoomObserver>(new Node()), 0)
        ).Value!;

        Assert.Equal(default, snapshot.Presence);
        Assert.Empty(node.Entries);
    }

    [Fact]
    public async Task Reactions_and_presence_of_all_nodes_are_summed()
    {
        var (one, other) = (await Watch("n1"), await Watch("n2"));

        await Room.Report("n1", [3, 0, 0, 0, 0, 1], new Presence(2, 40));
        await Room.Report("n2", [4, 0, 0, 0, 0, 0], new Presence(1, 1));
        await Eventually(() =>
        {
            _clock.Advance(RoomGrain.Tick);
            return one.Reactions[0] == 7;
        });

        Assert.Equal(1, one.Reactions[5]);
        Assert.Equal(new Presence(3, 41), other.Presence);
    }

    [Fact]
    public async Task Reactions_are_kept_by_the_second()
    {
        await Watch("n1");
        await Room.Report("n1", [3, 0, 0, 0, 0, 1], default);
        await Room.Report("n1", [2, 0, 0, 0, 0, 0], default);
        await Room.Read(0, 1); // comes after the reports
        _clock.Advance(ReactionCurve.Pace);

        RoomReactionRow[] rows = [];
        await Eventually(async () => (rows = await Reactions()).Length == 2);
        Assert.Equal([5, 1], rows.Select(row => row.Count));
    }

    [Fact]
    public async Task Long_history_is_read_in_pages()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 350)
                .Select(number => Room.Say(Words($"{number}", seat: new SeatId(Guid.NewGuid()), classroom: number % 5)))
        );

        var first = (await Room.Read(0, 100)).Value!;
        var last = (await Room.Read(300, 500)).Value!;

        Assert.Equal(
            Enumerable.Range(1, 100).Select(number => (long)number),
            first.Entries.Select(entry => entry.Sequence)
        );
        Assert.Equal(
            Enumerable.Range(301, 51).Select(number => (long)number),
            last.Entries.Select(entry => entry.Sequence)
        );
        Assert.Equal(351, first.Head);
        Assert.Empty((await Room.Read(351, 10)).Value!.Entries);
    }

    [Fact]
    public async Task Settings_are_kept_and_told()
    {
        var node = await Watch("n1");
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Room.ChangeSettings(Platform(), new RoomSettingsChange(SlowSeconds: 20));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var close = Platform();
        var closed = await Room.ChangeSettings(close, new RoomSettingsChange(Open: false));
        await node.Has(3);
        await Crash();

        Assert.Equal("room-closed", (await Room.Say(Words("Allô"))).Code);
        Assert.Equal(new RoomSettings(false, 20), closed.Value);
        Assert.Equal(new RoomSettings(false, 20), node.Settings);
        await Room.ChangeSettings(Platform(), new RoomSettingsChange(Open: true));
        Assert.Equal(closed, await Room.ChangeSettings(close, new RoomSettingsChange(Open: false)));
    }

    private async Task Crash()
    {
        await _cluster.Crash();
        await _cluster.Restart();
    }

    private async Task<Node> Watch(string name)
    {
        var node = new Node();
        var snapshot = await Room.Subscribe(name, _cluster.Grains.CreateObjectReference<IRoomObserver>(node), 0);
        Assert.False(snapshot.IsRefused);
        return node;
    }

    private Task<RoomEntryRow[]> Stored() =>
        Store.Read((db, stop) => db.Set<RoomEntryRow>().OrderBy(row => row.Sequence).ToArrayAsync(stop));

    private Task<RoomReactionRow[]> Reactions() =>
        Store.Read((db, stop) => db.Set<RoomReactionRow>().OrderBy(row => row.Kind).ToArrayAsync(stop));

    private static Command Platform() => new(CommandId.Fresh(), Actor.Platform);

    private static Utterance Words(string text, string? id = null, SeatId? seat = null, int classroom = 0) =>
        new(
            new Command(id is null ? CommandId.Fresh() : new CommandId(id), Actor.Of(seat ?? Seat)),
            new Author(seat ?? Seat, "Loutre bleue", "6B", "École des Érables"),
            new ClassroomId(new Guid(classroom, 1, 0, new byte[8])),
            text,
            null
        );

    private static Task Eventually(Func<bool> condition) => Eventually(() => Task.FromResult(condition()));

    private static Task Eventually(Func<Task<bool>> condition) =>
        Common.Eventually.Holds(condition, Patience, TimeSpan.FromMilliseconds(5));

    /// <summary>A web node that keeps what it is told.</summary>
    private sealed class Node : IRoomObserver
    {
        private readonly List<RoomBatch> _batches = [];

        public int Batches => Taken(batches => batches.Count);

        public RoomEntry[] Entries => Taken(batches => batches.SelectMany(batch => batch.Entries).ToArray());

        public int[] Reactions =>
            Taken(batches =>
                Enumerable
                    .Range(0, ReactionKinds.All.Length)
                    .Select(kind => batches.Sum(batch => batch.Reactions.ElementAtOrDefault(kind)))
                    .ToArray()
            );

        public Presence? Presence =>
            Taken(batches => batches.LastOrDefault(batch => batch.Presence is not null)?.Presence);

        public RoomSettings? Settings =>
            Taken(batches => batches.LastOrDefault(batch => batch.Settings is not null)?.Settings);

        public Task Deliver(RoomBatch batch)
        {
            lock (_batches)
            {
                _batches.Add(batch);
            }
            return Task.CompletedTask;
        }

        public Task Has(long sequence) => Eventually(() => Entries.LastOrDefault()?.Sequence >= sequence);

        private T Taken<T>(Func<List<RoomBatch>, T> take)
        {
            lock (_batches)
            {
                return take(_batches);
            }
        }
    }
}
