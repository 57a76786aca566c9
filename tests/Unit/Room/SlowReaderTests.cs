using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Web.Room;
using static GalaPlatform.Tests.Unit.Room.EntryRingTests;

namespace GalaPlatform.Tests.Unit.Room;

/// <summary>A room over real sockets, one of which nobody reads.</summary>
public sealed class SlowReaderTests : IAsyncLifetime
{
    private static readonly GalaId Gala = new(Guid.Empty);

    private readonly ManualClock _clock = new();
    private readonly RoomPump _pump;
    private readonly List<Viewer> _viewers = [];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private long _said;

    public SlowReaderTests()
    {
        _pump = new RoomPump(Gala, _clock, new MemberCrowd());
        _pump.Restart("e1", 0, []);
    }

    public Task InitializeAsync()
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _viewers.ForEach(viewer => viewer.Dispose());
        _listener.Dispose();
        _pump.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_reader_that_stops_holds_one_frame_is_told_of_the_gap_and_the_others_miss_nothing()
    {
        var (slow, quick) = (await Join(), await Join());
        await SayUntilOneIsStuck(quick, slow);
        var missedFrom = _said;
        await Say(quick, 20);

        var reading = slow.ReadUntil(_said + 1);
        while (!reading.IsCompleted)
        {
            await Say(quick, 1);
            _clock.Advance(RoomPace.GapReminder);
        }
        await reading;

        Assert.True(slow.Last.Head > missedFrom);
        Assert.Empty(slow.Last.Entries);
        Assert.Equal(Numbers(1, missedFrom - 1), slow.Entries);
        Assert.Equal(Numbers(1, _said), quick.Entries);
    }

    [Fact]
    public async Task A_reader_that_stops_for_ten_seconds_is_cut_off_and_nobody_else()
    {
        var (slow, quick) = (await Join(), await Join());
        await SayUntilOneIsStuck(quick, slow);

        _clock.Advance(RoomPace.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal(1, _pump.LookAfter());
        await Say(quick, 3);

        Assert.True(slow.IsAborted);
        Assert.False(quick.IsAborted);
    }

    [Fact]
    public async Task No_memory_is_taken_for_a_tick_and_connection()
    {
        var few = await BytesPerTick(20);
        var many = await BytesPerTick(200);

        Assert.Equal(few, many);
    }

    private async Task<long> BytesPerTick(int viewers)
    {
        while (_viewers.Count < viewers)
        {
            await Join();
        }
        await Say(_viewers[0], 2); // from here on each frame is this thread's
        var least = long.MaxValue;
        for (var tick = 0; tick < 20; tick++)
        {
            Deliver(10);
            var before = GC.GetAllocatedBytesForCurrentThread();
            _clock.Advance(RoomPace.Fastest);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    // Until what the system holds for the reader is full: one frame is on its way, and the next one is passed over.
    private async Task SayUntilOneIsStuck(Viewer quick, Viewer slow)
    {
        while (!slow.Member.IsLagging)
        {
            await Say(quick, 1, 2000);
        }
    }

    private async Task Say(Viewer quick, int times, int length = 10)
    {
        for (var time = 0; time < times; time++)
        {
            Deliver(length);
            _clock.Advance(RoomPace.Fastest);
            await quick.ReadUntil(_said);
        }
    }

    private static IEnumerable<long> Numbers(long first, long last) =>
        Enumerable.Range((int)first, (int)(last - first + 1)).Select(number => (long)number);

    private void Deliver(int length)
    {
        var entry = Entry(++_said) with { Data = $$"""{"text":"{{new string('x', length)}}"}""" };
        _pump.Apply(new RoomBatch(Gala, "e1", _said, [entry], [], null, null));
    }

    private async Task<Viewer> Join()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 16 * 1024,
        };
        var connecting = client.ConnectAsync(_listener.LocalEndpoint);
        var viewer = new Viewer(await _listener.AcceptSocketAsync(), client, _viewers.Count);
        await connecting;
        _pump.Attach(viewer.Member, null, null);
        _viewers.Add(viewer);
        return viewer;
    }

    private sealed class Viewer : IDisposable
    {
        private readonly Socket _server;
        private readonly Socket _client;
        private readonly byte[] _buffer = new byte[64 * 1024];
        private int _end;

        public Viewer(Socket server, Socket client, int number)
        {
            (_server, _client) = (server, client);
            var writer = new WireWriter($"{number}", new SocketWire(server), () => IsAborted = true);
            var author = new Author(new SeatId(new Guid(number, 0, 0, new byte[8])), "Loutre", "6B", "École");
            Member = new RoomMember(writer, new RoomReader(Actor.Platform, author, null, 1));
        }

        public RoomMember Member { get; }

        public bool IsAborted { get; private set; }

        public List<long> Entries { get; } = [];

        public (long Head, long[] Entries) Last { get; private set; }

        public async Task ReadUntil(long head)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (Last.Head < head)
            {
                _end += await _client.ReceiveAsync(_buffer.AsMemory(_end), patience.Token);
                var taken = 0;
                while (Take(_buffer.AsSpan(taken, _end - taken)) is > 0 and var length)
                {
                    taken += length;
                }
                _buffer.AsSpan(taken, _end - taken).CopyTo(_buffer);
                _end -= taken;
            }
        }

        private int Take(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length < 4)
            {
                return 0;
            }
            var isLong = bytes[1] == 126;
            var (header, length) = isLong ? (4, (bytes[2] << 8) | bytes[3]) : (2, bytes[1]);
            if (bytes.Length < header + length)
            {
                return 0;
            }
            using var message = JsonDocument.Parse(bytes.Slice(header, length - 1).ToArray());
            var frame = message.RootElement.GetProperty("arguments")[0];
            Last = (
                frame.GetProperty("h").GetInt64(),
                frame.TryGetProperty("x", out var entries)
                    ? [.. entries.EnumerateArray().Select(entry => entry.GetProperty("s").GetInt64())]
                    : []
            );
            Entries.AddRange(Last.Entries);
            return header + length;
        }

        public void Dispose()
        {
            _server.Dispose();
            _client.Dispose();
        }
    }
}
