using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using GalaPlatform.Web.Room;

namespace GalaPlatform.Tests.Unit.Room;

/// <summary>A WebSocket's two directions, byte by byte.</summary>
public sealed class WireTests
{
    private readonly Line _line = new();
    private readonly Pipe _sent = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly WireWriter _writer;
    private readonly WireReader _reader;
    private bool _isAborted;

    public WireTests()
    {
        _writer = new WireWriter("c", _line, () => _isAborted = true);
        _reader = new WireReader(_sent.Reader.AsStream(), _writer, () => { }, new CancellationTokenSource());
    }

    [Fact]
    public async Task Messages_arrive_whole_whatever_pieces_they_come_in()
    {
        byte[] bytes =
        [
            .. ClientFrames.Text("{\"a\":\"é\"}\u001e"),
            .. ClientFrames.Text("{\"b\":", isFinal: false),
            .. ClientFrames.Frame(Opcode.Ping, "?"u8),
            .. ClientFrames.Frame(Opcode.Continuation, "1}\u001e"u8),
            .. ClientFrames.Text(new string('x', 3000)),
        ];
        var heard = new StringBuilder();

        var reading = Read(heard, 17 + 3000);
        foreach (var one in bytes)
        {
            await _sent.Writer.WriteAsync(new[] { one });
        }
        await reading;

        Assert.Equal("{\"a\":\"é\"}\u001e{\"b\":1}\u001e" + new string('x', 3000), heard.ToString());
        Assert.Equal(["8a013f"], _line.Frames);
    }

    [Fact]
    public async Task What_was_looked_at_and_left_is_given_again_with_what_follows()
    {
        await _sent.Writer.WriteAsync(ClientFrames.Text("{\"half\":"));
        var first = await _reader.ReadAsync();
        _reader.AdvanceTo(first.Buffer.Start, first.Buffer.End);
        var next = _reader.ReadAsync().AsTask();
        Assert.False(next.IsCompleted);

        await _sent.Writer.WriteAsync(ClientFrames.Text("1}\u001e"));

        Assert.Equal("{\"half\":1}\u001e", Encoding.UTF8.GetString((await next).Buffer));
    }

    [Fact]
    public async Task What_was_not_looked_at_is_given_again_without_waiting()
    {
        await _sent.Writer.WriteAsync(ClientFrames.Text("first"));
        var read = await _reader.ReadAsync();

        _reader.AdvanceTo(read.Buffer.GetPosition(2));
        Assert.True(_reader.TryRead(out var rest));
        _reader.AdvanceTo(rest.Buffer.End);

        Assert.Equal("rst", Encoding.UTF8.GetString(rest.Buffer));
        Assert.False(_reader.TryRead(out _));
    }

    [Theory]
    [InlineData("810161", "880203ea")] // not masked
    [InlineData("828100000000ff", "880203eb")] // binary
    [InlineData("818100000000ff", "880203ef")] // not UTF-8
    [InlineData("808100000000", "880203ea")] // continues nothing
    [InlineData("81ff000000000001000100000000", "880203f1")] // larger than a message may be
    [InlineData("888200000000" + "03e8", "880203e8")] // goodbye
    [InlineData("888000000000", "8800")]
    public async Task What_breaks_the_standard_ends_the_connection_with_its_code(string sent, string answered)
    {
        await _sent.Writer.WriteAsync(Convert.FromHexString(sent));

        var result = await _reader.ReadAsync();

        Assert.True(result.IsCompleted);
        Assert.Equal([answered], _line.Frames);
        _ = Send("late");
        Assert.Single(_line.Frames);
    }

    [Fact]
    public async Task A_fragmented_message_is_no_larger_than_another()
    {
        var part = new string('x', WireReader.MostMessageBytes / 2);
        await _sent.Writer.WriteAsync(ClientFrames.Text(part, isFinal: false));
        await _sent.Writer.WriteAsync(ClientFrames.Frame(Opcode.Continuation, Encoding.UTF8.GetBytes(part + "x")));

        Assert.True((await _reader.ReadAsync()).IsCompleted);
        Assert.Equal(["880203f1"], _line.Frames);
    }

    [Fact]
    public async Task A_line_that_breaks_off_is_a_completed_one_and_a_canceled_read_says_so()
    {
        var waiting = _reader.ReadAsync().AsTask();
        _reader.CancelPendingRead();
        Assert.True((await waiting).IsCanceled);

        var other = new WireReader(Stream.Null, _writer, () => { }, new CancellationTokenSource());
        Assert.True((await other.ReadAsync()).IsCompleted);
    }

    [Fact]
    public async Task Frames_wait_for_the_answer_that_is_being_written()
    {
        BuffersExtensions.Write(_writer, "{\"type\":3,"u8);
        var frame = Send("frame");
        Assert.False(frame.IsCompleted);

        BuffersExtensions.Write(_writer, "\"x\":1}"u8);
        await _writer.FlushAsync();
        await frame;

        Assert.Equal(["{\"type\":3,\"x\":1}", "frame"], _line.Texts);
    }

    [Fact]
    public async Task A_frame_that_is_half_out_is_finished_before_anything_else()
    {
        _line.Blocks();
        var first = Send("first");
        var second = Send("second");
        BuffersExtensions.Write(_writer, "answer"u8);
        var answer = _writer.FlushAsync().AsTask();
        Assert.Equal(["first"], _line.Texts);

        _line.Unblocks();
        await first;
        await second;
        await answer;

        Assert.Equal(["first", "answer", "second"], _line.Texts);
    }

    [Fact]
    public async Task A_large_answer_grows_piece_by_piece()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(number => $"{number},"));
        foreach (var piece in text.Chunk(700))
        {
            BuffersExtensions.Write(_writer, Encoding.UTF8.GetBytes(piece));
        }
        await _writer.FlushAsync();

        Assert.Equal([text], _line.Texts);
    }

    [Fact]
    public void Who_lets_too_much_wait_is_cut_off()
    {
        _line.Blocks();
        var half = new string('x', WireWriter.MostUnsentBytes / 2);

        _ = Send(half);
        Assert.False(_isAborted);
        var waiting = Send(half);

        Assert.True(_isAborted);
        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public void Who_takes_nothing_for_too_long_is_cut_off()
    {
        _line.Blocks();
        _ = Send("frame");

        Beat(RoomPace.Patience);
        Assert.False(_isAborted);
        Beat(TimeSpan.FromSeconds(1));

        Assert.True(_isAborted);
    }

    [Fact]
    public void A_ping_goes_out_when_nothing_else_did()
    {
        Beat(RoomPace.Ping + RoomPace.Ping);
        Assert.Empty(_line.Texts); // it must not come before the first answer

        _ = Send("first");
        Beat(RoomPace.Ping);
        Assert.Single(_line.Texts);
        Beat(TimeSpan.FromSeconds(1));

        Assert.Equal("{\"type\":6}\u001e", _line.Texts[1]);
    }

    [Fact]
    public async Task A_line_that_breaks_ends_the_connection_and_nobody_waits()
    {
        _line.Blocks();
        var first = Send("first");
        var second = Send("second");

        _line.Breaks();
        await first;
        await second;

        Assert.True(_isAborted);
        Assert.True((await _writer.FlushAsync()).IsCompleted);
    }

    [Fact]
    public async Task The_quicker_wire_is_taken_only_if_the_other_was_not_used()
    {
        var quicker = new Line();
        _ = Send("first");
        _writer.Take(() => quicker);
        _ = Send("second");
        Assert.Empty(quicker.Texts);

        var fresh = new WireWriter("d", _line, () => { });
        fresh.Take(() => quicker);
        await fresh.Write(new RoomFrame("third"u8));
        Assert.Equal(["third"], quicker.Texts);
    }

    private Task Send(string text) => _writer.Write(new RoomFrame(Encoding.UTF8.GetBytes(text))).AsTask();

    private void Beat(TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            _writer.Beat();
        }
    }

    private async Task Read(StringBuilder heard, int characters)
    {
        while (heard.Length < characters)
        {
            var result = await _reader.ReadAsync();
            heard.Append(Encoding.UTF8.GetString(result.Buffer));
            _reader.AdvanceTo(result.Buffer.End);
        }
    }

    /// <summary>Keeps what was written, and takes its time when told so.</summary>
    private sealed class Line : IWire
    {
        private readonly List<byte[]> _frames = [];
        private TaskCompletionSource? _blocked;

        public string[] Frames => [.. _frames.Select(Convert.ToHexStringLower)];

        public string[] Texts => [.. _frames.Select(Text)];

        public void Blocks() => _blocked = new TaskCompletionSource();

        public void Unblocks()
        {
            var blocked = _blocked!;
            _blocked = null;
            blocked.SetResult();
        }

        public void Breaks() => _blocked!.SetException(new IOException("broken"));

        public ValueTask Write(ReadOnlyMemory<byte> bytes)
        {
            _frames.Add(bytes.ToArray());
            return _blocked is { } blocked ? new ValueTask(blocked.Task) : ValueTask.CompletedTask;
        }

        private static string Text(byte[] frame) =>
            Encoding.UTF8.GetString(
                frame.AsSpan(
                    frame[1] switch
                    {
                        126 => 4,
                        127 => 10,
                        _ => 2,
                    }
                )
            );
    }
}
