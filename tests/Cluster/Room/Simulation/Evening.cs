using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Embedded.Simulation;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>
/// One evening in one room: classes speak, repeat what was not answered, sometimes twice at once; a moderator closes and
/// opens; nodes come and go, readers too; processes die, the database has its moods. Then it all heals, and the ledger is
/// held against what is stored and read.
/// </summary>
internal sealed class Evening
{
    private const int Messages = 4;

    /// <summary>Seconds within which everybody has everything once all is well.</summary>
    private const int Patience = 60;

    private readonly Random _chance;
    private readonly GalaStore _store;
    private readonly FaultyStore _faulty;
    private readonly Ledger _ledger = new();
    private readonly List<SimulatedNode> _nodes = [];
    private readonly List<SimulatedReader> _readers = [];
    private readonly Guid _gala;
    private int _talking;
    private bool _isOver;

    private Evening(int seed, MemoryDatabase database, Mistake mistake)
    {
        _chance = new Random(seed);
        _gala = new Guid(seed, 0, 0, new byte[8]);
        var clock = new LateClock();
        _store = new GalaStore(database, new OutboxQueue(), clock, NullLogger<GalaStore>.Instance);
        _faulty = new FaultyStore(_store, clock, _chance, mistake) { Faults = _chance.Next(16) };
        Cluster = new SimulatedCluster(
            seed,
            services => services.AddSingleton<IGalaStore>(_faulty).AddSingleton(new RoomLimits()),
            options => options.GrainClasses.Add(typeof(RoomGrain)),
            processes: _chance.Next(4) == 0 ? 2 : 1
        );
        clock.Real = Cluster.Clock;
    }

    public SimulatedCluster Cluster { get; }

    private TimeProvider Clock => Cluster.Clock;

    /// <summary>Prepares an evening; the seed chooses everything in it.</summary>
    public static Evening Plan(int seed, MemoryDatabase database, Mistake mistake)
    {
        var evening = new Evening(seed, database, mistake);
        evening.Cast();
        return evening;
    }

    public void Play()
    {
        Cluster.Run();
        var (room, entries, commands) = Stored().GetAwaiter().GetResult();
        _ledger.Judge(room, entries, commands, _readers);
    }

    /// <summary>Nobody knows whether the call took effect.</summary>
    public static bool IsUnknown(Exception problem) => problem is SiloUnavailableException or TimeoutException;

    private void Cast()
    {
        for (var crash = _chance.Next(4); crash > 0; crash--)
        {
            Cluster.CrashWithin(600);
        }
        for (var node = 1; node <= 2; node++)
        {
            _nodes.Add(
                new SimulatedNode($"n{node}", new AnyProcess(Cluster, _gala, _chance, () => _isOver), Clock, _chance)
                {
                    Losses = _chance.Next(4),
                }
            );
        }
        foreach (var node in _nodes)
        {
            Cluster.Client($"node {_nodes.IndexOf(node)}", () => Serve(node));
        }
        _talking++;
        Cluster.Client("moderator", Moderate);
        Cluster.Client("healer", Heal);
        for (var seat = 1; seat <= 3; seat++)
        {
            var (name, id) = ($"s{seat}", new SeatId(new Guid(seat, 0, 0, new byte[8])));
            _talking++;
            Cluster.Client(name, () => Talk(name, id));
        }
        for (var number = 0; number < 3; number++)
        {
            var reader = new SimulatedReader();
            _readers.Add(reader);
            Cluster.Client($"reader {number}", () => Read(reader));
        }
    }

    private async Task Talk(string name, SeatId seat)
    {
        for (var number = 0; number < Messages; number++)
        {
            await Pause(400);
            var line = _ledger.Send(name, $"{name} says {number}");
            var words = Words(seat, line);
            await (_chance.Next(3) == 0 ? Task.WhenAll(Insist(words, line), Insist(words, line)) : Insist(words, line));
            if (_chance.Next(3) == 0)
            {
                await Insist(words, line); // its answer did not come through
            }
        }
        _talking--;
    }

    // Until it is known what became of it; a closed room may open again, or the class gives up.
    private async Task Insist(Utterance words, LedgerLine line)
    {
        while (true)
        {
            var said = await Attempt(() => AnyRoom().Say(words));
            if (said is null or { Code: "store-unavailable" })
            {
                line.IsUnknown = true;
            }
            else
            {
                line.Answers.Add(said);
                if (said.Status == SayStatus.Posted || (line.Posted is null && !line.IsUnknown && _chance.Next(2) == 0))
                {
                    return;
                }
            }
            await Pause(300);
        }
    }

    private async Task Moderate()
    {
        await Set(new RoomSettingsChange(true, 0));
        for (var act = _chance.Next(4); act > 0; act--)
        {
            await Pause(600);
            await Set(new RoomSettingsChange(_chance.Next(3) > 0, _chance.Next(2)));
        }
        await Set(new RoomSettingsChange(true, 0));
        _talking--;
    }

    private async Task Set(RoomSettingsChange change)
    {
        var command = new Command(new CommandId($"m{_chance.Next()}"), Actor.Platform);
        while ((await Attempt(() => AnyRoom().ChangeSettings(command, change))) is not { IsRefused: false })
        {
            await Pause(300);
        }
    }

    private async Task Serve(SimulatedNode node)
    {
        var restarts = _chance.Next(3);
        while (!_isOver)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Clock);
            await node.LookAfter();
            if (restarts > 0 && _chance.Next(5) == 0)
            {
                restarts--;
                await Attempt<object>(async () =>
                {
                    await node.Restart();
                    return null!;
                });
            }
        }
    }

    private async Task Read(SimulatedReader reader)
    {
        var (node, moves) = (_nodes[_chance.Next(_nodes.Count)], _chance.Next(4));
        while (!_isOver)
        {
            var leaves = moves > 0 && _chance.Next(4) == 0;
            if (leaves || reader.MustJoin)
            {
                node.Leave(reader);
                moves -= leaves ? 1 : 0;
                await Pause(leaves ? 3000 : 50);
                node = leaves ? _nodes[_chance.Next(_nodes.Count)] : node;
                await node.Join(reader);
            }
            await Pause(300);
        }
    }

    // When all is said, faults end; soon after that every reader has to have everything.
    private async Task Heal()
    {
        while (_talking > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Clock);
        }
        _faulty.Faults = 0;
        _nodes.ForEach(node => node.Losses = 0);
        var head = await _store.Read(
            (db, stop) => db.Set<RoomRow>().Where(row => row.Gala == _gala).Select(row => row.Head).SingleAsync(stop)
        );
        for (var seconds = 0; !_readers.TrueForAll(reader => !reader.MustJoin && reader.Last == head); seconds++)
        {
            var read = string.Join(", ", _readers.Select(reader => reader.Last));
            Assert.True(seconds < Patience, $"Somebody never got all {head}: {read}");
            await Task.Delay(TimeSpan.FromSeconds(1), Clock);
        }
        _isOver = true;
    }

    private IRoomGrain AnyRoom() => Cluster.GrainsOf(_chance.Next(Cluster.Processes)).GetGrain<IRoomGrain>(_gala);

    private Task Pause(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(_chance.Next(milliseconds)), Clock);

    private static async Task<T?> Attempt<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (Exception problem) when (IsUnknown(problem))
        {
            return null;
        }
    }

    private Task<(RoomRow, RoomEntryRow[], CommandRow[])> Stored() =>
        _store.Read(
            async (db, stop) =>
            {
                var room = await db.Set<RoomRow>().SingleAsync(row => row.Gala == _gala, stop);
                var entries = await db.Set<RoomEntryRow>()
                    .Where(row => row.Gala == _gala)
                    .OrderBy(row => row.Sequence)
                    .ToArrayAsync(stop);
                var scope = $"room/{new GalaId(_gala)}";
                return (room, entries, await db.Set<CommandRow>().Where(row => row.Scope == scope).ToArrayAsync(stop));
            }
        );

    private static Utterance Words(SeatId seat, LedgerLine line) =>
        new(
            new Command(new CommandId(line.Id), Actor.Of(seat)),
            new Author(seat, "Loutre bleue", "6B", "École des Érables"),
            new ClassroomId(new Guid(1, 1, 0, new byte[8])),
            line.Text,
            null
        );

    /// <summary>The cluster's clock, for what has to be there before the cluster.</summary>
    private sealed class LateClock : TimeProvider
    {
        public TimeProvider Real { get; set; } = System;

        public override long TimestampFrequency => Real.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Real.GetUtcNow();

        public override long GetTimestamp() => Real.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Real.CreateTimer(callback, state, dueTime, period);
    }
}
