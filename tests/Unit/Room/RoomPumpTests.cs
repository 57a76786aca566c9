using System.Text.Json;
using GalaPlatform.Accounts;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Web.Room;
using static GalaPlatform.Tests.Unit.Room.EntryRingTests;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class RoomPumpTests : IDisposable
{
    private static readonly GalaId Gala = new(Guid.Empty);
    private static readonly TimeSpan Tick = RoomPace.Fastest;

    private readonly ManualClock _clock = new();
    private readonly RoomPump _pump;

    public RoomPumpTests()
    {
        _pump = new RoomPump(Gala, _clock, new MemberCrowd());
        _pump.Restart("e1", 0, []);
        _clock.Advance(RoomPace.Heartbeat);
    }

    public void Dispose() => _pump.Dispose();

    [Fact]
    public async Task The_first_news_of_a_quiet_room_go_at_once_and_the_next_go_together()
    {
        var viewer = await Join(1);

        Deliver(1);
        await viewer.Has(1);
        Deliver(2);
        Deliver(3);

        Assert.Equal(1, viewer.Frames);
        _clock.Advance(Tick);
        await viewer.Has(2);
        Assert.Equal([1, 2, 3], viewer.Entries);
    }

    [Fact]
    public async Task Everybody_gets_the_very_same_bytes()
    {
        var (one, other) = (await Join(1), await Join(2));

        Deliver(1);
        await one.Has(1);
        await other.Has(1);

        Assert.Same(one.Last, other.Last);
    }

    [Fact]
    public async Task Who_joins_between_two_frames_has_neither_gap_nor_anything_twice()
    {
        var early = await Join(1);
        Deliver(1);
        await early.Has(1);
        Deliver(2); // known here, but no frame has it yet

        var (late, cut) = Attach(2, "e1", 0);
        _clock.Advance(Tick);
        await late.Has(1);

        Assert.Equal(1, cut.Head);
        Assert.True(cut.IsRecovered);
        Assert.Equal([1], Numbers(cut));
        Assert.Equal([2], late.Entries);
    }

    [Theory]
    [InlineData("e1", 7L, true, 8)]
    [InlineData("e1", 20L, true, 21)]
    [InlineData("e1", 21L, false, 1)]
    [InlineData("e1", null, false, 1)]
    [InlineData("e0", 7L, false, 1)]
    [InlineData(null, 7L, false, 1)]
    public void Recovery_gives_what_was_missed_or_says_that_it_cannot(
        string? epoch,
        long? after,
        bool isRecovered,
        int first
    )
    {
        Deliver([.. Enumerable.Range(1, 20).Select(number => (long)number)]);

        var (_, cut) = Attach(1, epoch, after);

        Assert.Equal(isRecovered, cut.IsRecovered);
        Assert.Equal(20, cut.Head);
        Assert.Equal(Enumerable.Range(first, 21 - first).Select(number => (long)number), Numbers(cut));
    }

    [Fact]
    public void Who_missed_what_this_node_never_had_is_told_that_it_cannot_be_recovered()
    {
        _pump.Restart("e1", 1000, [.. Enumerable.Range(1001, 10).Select(number => Entry(number))]);

        Assert.True(Attach(1, "e1", 1000).Cut.IsRecovered);
        var (_, cut) = Attach(2, "e1", 999);

        Assert.False(cut.IsRecovered);
        Assert.Equal(Enumerable.Range(1001, 10).Select(number => (long)number), Numbers(cut));
    }

    [Fact]
    public void Who_missed_too_much_gets_the_newest_entries()
    {
        Deliver([.. Enumerable.Range(1, 700).Select(number => (long)number)]);

        Assert.True(Attach(1, "e1", 200).Cut.IsRecovered);
        var (_, cut) = Attach(2, "e1", 199);

        Assert.False(cut.IsRecovered);
        Assert.Equal(Enumerable.Range(601, 100).Select(number => (long)number), Numbers(cut));
    }

    [Fact]
    public async Task A_slow_viewer_holds_one_frame_is_told_of_the_gap_and_delays_nobody()
    {
        var (slow, quick) = (await Join(1), await Join(2));
        slow.Blocks();
        await DeliverOneByOne(quick, 1, 5);
        Assert.Equal(1, slow.Frames);

        slow.Unblocks();
        Deliver(6);
        await slow.Has(2);

        Assert.Equal([1, 2, 3, 4, 5, 6], quick.Entries);
        Assert.Equal([1], slow.Entries);
        Assert.Equal(6, slow.Head);
    }

    [Fact]
    public async Task A_viewer_that_missed_something_is_reminded_once_a_second()
    {
        var (slow, quick) = (await Join(1), await Join(2));
        slow.Blocks();
        await DeliverOneByOne(quick, 1, 2);
        slow.Unblocks();

        await DeliverOneByOne(quick, 3, 14);

        Assert.Equal([1, 3, 13], slow.All.Select(frame => frame.GetProperty("h").GetInt64()));
    }

    [Fact]
    public async Task A_viewer_that_takes_nothing_for_too_long_is_cut_off()
    {
        var stuck = await Join(1);
        stuck.Blocks();
        Deliver(1);
        await stuck.Has(1);

        _clock.Advance(RoomPace.Patience);
        Assert.Equal(0, _pump.LookAfter());
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, _pump.LookAfter());
        Assert.True(stuck.IsAborted);
    }

    [Fact]
    public async Task A_silent_room_still_tells_its_head()
    {
        var viewer = await Join(1);
        Deliver(1);
        await viewer.Has(1);

        _clock.Advance(RoomPace.Heartbeat);
        _pump.LookAfter();

        await viewer.Has(2);
        Assert.Equal(1, viewer.Head);
    }

    [Fact]
    public async Task Reactions_are_summed_until_the_next_frame()
    {
        var viewer = await Join(1);
        Deliver(1);
        await viewer.Has(1);

        React([1, 0, 0, 0, 0, 2]);
        React([3, 0, 0, 0, 0, 0]);
        _clock.Advance(Tick);
        await viewer.Has(2);

        Assert.Equal(4, viewer.LastFrame.GetProperty("r").GetProperty("clap").GetInt32());
        Assert.Equal(2, viewer.LastFrame.GetProperty("r").GetProperty("fire").GetInt32());
        Assert.False(viewer.LastFrame.TryGetProperty("x", out _));
    }

    [Fact]
    public async Task A_changed_presence_alone_waits_a_second_and_is_told_once()
    {
        var viewer = await Join(1);
        Deliver(1);
        await viewer.Has(1);

        _pump.Set(new RoomSettings(true, 0), new Presence(3, 40));
        _clock.Advance(Tick);
        Assert.Equal(1, viewer.Frames);
        _clock.Advance(RoomPace.PresenceFrame);
        await viewer.Has(2);
        Deliver(2);
        await viewer.Has(3);

        Assert.Equal(1, viewer.All.Count(frame => frame.TryGetProperty("p", out _)));
    }

    [Fact]
    public async Task Another_epoch_makes_everybody_ask_again()
    {
        var viewer = await Join(1);

        _pump.Restart("e2", 4, [Entry(5)]);
        await viewer.Has(1);

        Assert.Equal("e2", viewer.LastFrame.GetProperty("e").GetString());
        Assert.Empty(viewer.Entries);
    }

    [Fact]
    public void What_is_missing_is_noticed()
    {
        Assert.True(Deliver(1));
        Assert.False(Deliver(3));
        Assert.True(_pump.IsBehind);

        _pump.Append([Entry(2), Entry(3)]);

        Assert.False(_pump.IsBehind);
        Assert.Equal(3, _pump.Head);
    }

    [Fact]
    public async Task Whoever_leaves_gets_nothing_more_and_the_others_miss_nothing()
    {
        var viewers = new List<Viewer>();
        for (var number = 0; number < 40; number++)
        {
            viewers.Add(await Join(number));
        }
        Deliver(1);
        await viewers[^1].Has(1);

        foreach (var leaver in viewers.Where((_, place) => place % 3 == 0))
        {
            await _pump.Detach(leaver.Member);
        }
        _clock.Advance(Tick);
        Deliver(2);
        await viewers[^2].Has(2);

        Assert.Equal(26, _pump.Connections);
        Assert.All(viewers, (viewer, place) => Assert.Equal(place % 3 == 0 ? 1 : 2, viewer.Entries.Count));
    }

    [Fact]
    public void A_seat_with_two_connections_is_one_seat()
    {
        var (first, _) = Attach(1, null, null);
        var (second, _) = Attach(1, null, null);
        Attach(2, null, null);
        Assert.Equal(new Presence(2, 56), _pump.Here);

        _pump.Detach(first.Member);
        Assert.Equal(new Presence(2, 56), _pump.Here);
        _pump.Detach(second.Member);
        Assert.Equal(new Presence(1, 28), _pump.Here);
    }

    private bool Deliver(params long[] numbers) =>
        _pump.Apply(new RoomBatch(Gala, "e1", numbers[^1], [.. numbers.Select(Entry)], [], null, null));

    // Each in a tick of its own.
    private async Task DeliverOneByOne(Viewer reader, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            Deliver(number);
            await reader.Has(number);
            _clock.Advance(Tick);
        }
    }

    private void React(int[] counts) => _pump.Apply(new RoomBatch(Gala, "e1", _pump.Head, [], counts, null, null));

    private Task<Viewer> Join(int seat) => Task.FromResult(Attach(seat, null, null).Viewer);

    private (Viewer Viewer, JoinCut Cut) Attach(int seat, string? epoch, long? after)
    {
        var author = new Author(RoomExamples.Seat(seat), "Loutre bleue", "6B", "École des Érables");
        var viewer = new Viewer(_pump);
        viewer.Member = new RoomMember(viewer, new RoomReader(Actor.Of(RoomExamples.Seat(seat)), author, null, 28));
        return (viewer, _pump.Attach(viewer.Member, epoch, after));
    }

    private static IEnumerable<long> Numbers(JoinCut cut) =>
        cut.Entries.Select(entry => JsonDocument.Parse(entry).RootElement.GetProperty("s").GetInt64());

    /// <summary>Keeps what it was given, and takes it as slowly as it is told.</summary>
    private sealed class Viewer(RoomPump pump) : IFrameSink
    {
        private readonly List<RoomFrame> _frames = [];
        private TaskCompletionSource? _blocked;

        public string Connection => "c";

        public RoomMember Member { get; set; } = null!;

        public bool IsAborted { get; private set; }

        public RoomFrame Last => Taken()[^1];

        public int Frames => Taken().Length;

        public JsonElement[] All => [.. Taken().Select(Read)];

        public JsonElement LastFrame => All[^1];

        public long Head => LastFrame.GetProperty("h").GetInt64();

        public List<long> Entries =>
            [
                .. All.Where(frame => frame.TryGetProperty("x", out _))
                    .SelectMany(frame => frame.GetProperty("x").EnumerateArray())
                    .Select(entry => entry.GetProperty("s").GetInt64()),
            ];

        public void Blocks() => _blocked = new TaskCompletionSource();

        public void Unblocks()
        {
            _blocked!.SetResult();
            _blocked = null;
        }

        public ValueTask Write(RoomFrame frame)
        {
            lock (_frames)
            {
                _frames.Add(frame);
            }
            return _blocked is { } blocked ? new ValueTask(blocked.Task) : ValueTask.CompletedTask;
        }

        public void Abort() => IsAborted = true;

        public async Task Has(int frames)
        {
            var deadline = Environment.TickCount64 + 5_000;
            while (Frames < frames && Environment.TickCount64 < deadline)
            {
                await Task.Yield();
            }
            pump.LookAfter(); // returns when the tick that wrote the frame has ended: time that passes before would be its cost
            Assert.Equal(frames, Frames);
        }

        private RoomFrame[] Taken()
        {
            lock (_frames)
            {
                return [.. _frames];
            }
        }

        private static JsonElement Read(RoomFrame frame) =>
            JsonDocument.Parse(frame.Json[..^1]).RootElement.GetProperty("arguments")[0];
    }
}
