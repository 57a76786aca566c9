using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace GalaPlatform.Web.Room;

/// <summary>
/// All that leaves on one WebSocket, in one order: the hub's answers, which come through the pipe and go out as one message
/// each; the room's frames, whose bytes are shared and which go out as they are; pongs, pings and the close.
/// While the hub writes an answer, frames wait: a client gets the answer to its <c>Join</c> before the first frame.
/// </summary>
internal sealed class WireWriter(string connection, IWire wire, Action abort) : PipeWriter, IFrameSink
{
    /// <summary>Who lets so much wait is cut off.</summary>
    public const int MostUnsentBytes = 256 * 1024;

    private const int LeastAnswerBytes = 512;

    private static readonly ValueTask<FlushResult> Flushed = new(new FlushResult(false, false));
    private static readonly ValueTask<FlushResult> Completed = new(new FlushResult(false, true));

    private readonly Lock _lock = new();
    private readonly List<Unsent> _waiting = [];
    private IWire _wire = wire;
    private byte[] _answer = [];
    private int _answerEnd;
    private int _unsentBytes;
    private int _quietBeats;
    private int _stuckBeats;
    private bool _isAnswering;
    private bool _isSending;
    private bool _isClosing;
    private bool _hasEnded;
    private bool _hasSent;
    private bool _wasUsed;

    public string Connection => connection;

    /// <summary>Takes a quicker wire, if nothing went over the other one yet: two wires keep no order.</summary>
    public void Take(Func<IWire> quicker)
    {
        lock (_lock)
        {
            if (!_wasUsed)
            {
                _wire = quicker();
            }
        }
    }

    public ValueTask Write(RoomFrame frame) => Write(frame.Message);

    /// <summary>A whole WebSocket frame. The task ends when it is out, or never will be.</summary>
    public ValueTask Write(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            if (_hasEnded || _isClosing)
            {
                return ValueTask.CompletedTask;
            }
            if (_isSending || _isAnswering || _waiting.Count > 0)
            {
                return new ValueTask(Wait(new Unsent(frame), _waiting.Count));
            }
            return Send(frame, null);
        }
    }

    /// <summary>Says goodbye, behind what still waits. Nothing is sent after it.</summary>
    public ValueTask Close(CloseCode code)
    {
        lock (_lock)
        {
            _isAnswering = false; // an answer that broke off has no end
            var close = Write(WebSocketRules.CloseFrame(code));
            _isClosing = true;
            SendWaiting();
            return close;
        }
    }

    public void Abort()
    {
        End();
        abort();
    }

    /// <summary>Nothing more is sent, and nobody waits for it any longer.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            foreach (var unsent in _waiting)
            {
                unsent.TrySetResult();
            }
            _waiting.Clear();
        }
    }

    /// <summary>To be called every second: keeps a silent connection open, and ends one that takes nothing for too long.</summary>
    public void Beat()
    {
        lock (_lock)
        {
            _stuckBeats = _isSending ? _stuckBeats + 1 : 0;
            _quietBeats = _hasSent ? 0 : _quietBeats + 1;
            _hasSent = false;
            if (_wasUsed && _quietBeats >= RoomPace.Ping.TotalSeconds)
            {
                _ = Write(Ping).AsTask();
            }
            if (_stuckBeats <= RoomPace.Patience.TotalSeconds)
            {
                return;
            }
        }
        Abort();
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (!_isAnswering)
        {
            lock (_lock)
            {
                _isAnswering = true;
            }
            _answerEnd = WebSocketRules.MostHeaderBytes;
        }
        var needed = _answerEnd + Math.Max(sizeHint, 1);
        if (needed > _answer.Length)
        {
            Grow(needed);
        }
        return _answer.AsMemory(_answerEnd);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => _answerEnd += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_hasEnded || _isClosing)
            {
                Return(_answer);
                (_answer, _isAnswering) = ([], false);
                return Completed;
            }
            if (!_isAnswering)
            {
                return Flushed;
            }
            var (rented, answer) = TakeAnswer();
            var sent = _isSending
                ? new ValueTask(Wait(new Unsent(answer, rented), 0)) // before the frames that waited for it
                : Send(answer, rented);
            SendWaiting();
            return sent.IsCompletedSuccessfully ? Flushed : AfterSending(sent);
        }
    }

    public override void CancelPendingFlush() { }

    public override void Complete(Exception? exception = null) { }

    private static ReadOnlyMemory<byte> Ping { get; } =
        WebSocketRules.Frame(Opcode.Text, [.. """{"type":6}"""u8, FrameWriter.RecordSeparator]);

    private static async ValueTask<FlushResult> AfterSending(ValueTask sent)
    {
        await sent;
        return new FlushResult(false, false);
    }

    private static void Return(byte[]? rented)
    {
        if (rented is { Length: > 0 })
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(LeastAnswerBytes, needed), _answer.Length * 2));
        _answer.AsSpan(0, Math.Min(_answerEnd, _answer.Length)).CopyTo(larger);
        Return(_answer);
        _answer = larger;
    }

    private (byte[] Rented, ReadOnlyMemory<byte> Answer) TakeAnswer()
    {
        var (rented, length) = (_answer, _answerEnd - WebSocketRules.MostHeaderBytes);
        var space = rented.AsSpan(0, WebSocketRules.MostHeaderBytes);
        var header = WebSocketRules.WriteHeaderBefore(space, Opcode.Text, length);
        (_answer, _isAnswering) = ([], false);
        return (rented, rented.AsMemory(WebSocketRules.MostHeaderBytes - header, header + length));
    }

    // Under _lock, as all below.
    private ValueTask Send(ReadOnlyMemory<byte> bytes, byte[]? rented)
    {
        var write = WriteNow(bytes);
        if (write.IsCompletedSuccessfully)
        {
            Return(rented);
            return ValueTask.CompletedTask;
        }
        var unsent = new Unsent(bytes, rented);
        Count(unsent);
        _isSending = true;
        _ = SendOneByOne(write, unsent);
        return new ValueTask(unsent.Task);
    }

    private ValueTask WriteNow(ReadOnlyMemory<byte> bytes)
    {
        (_hasSent, _wasUsed) = (true, true);
        try
        {
            return _wire.Write(bytes);
        }
        catch (Exception problem) when (IsEnd(problem))
        {
            return ValueTask.FromException(problem);
        }
    }

    private Task Wait(Unsent unsent, int place)
    {
        _waiting.Insert(place, unsent);
        Count(unsent);
        return unsent.Task;
    }

    private void Count(Unsent unsent)
    {
        _unsentBytes += unsent.Bytes.Length;
        if (_unsentBytes > MostUnsentBytes)
        {
            Abort();
        }
    }

    private void SendWaiting()
    {
        if (!_isSending && Next() is { } next)
        {
            _isSending = true;
            _ = SendOneByOne(WriteNow(next.Bytes), next);
        }
    }

    private Unsent? Next()
    {
        if (_hasEnded || _isAnswering || _waiting is not [var next, ..])
        {
            return null;
        }
        _waiting.RemoveAt(0);
        return next;
    }

    private async Task SendOneByOne(ValueTask write, Unsent current)
    {
        while (true)
        {
            var isOut = await IsOut(write);
            Return(current.Rented);
            current.TrySetResult();
            if (!isOut)
            {
                Abort();
                return;
            }
            lock (_lock)
            {
                _unsentBytes -= current.Bytes.Length;
                _stuckBeats = 0;
                if (Next() is not { } next)
                {
                    _isSending = false;
                    return;
                }
                current = next;
                write = WriteNow(next.Bytes);
            }
        }
    }

    private static async ValueTask<bool> IsOut(ValueTask write)
    {
        try
        {
            await write;
            return true;
        }
        catch (Exception problem) when (IsEnd(problem))
        {
            return false;
        }
    }

    private static bool IsEnd(Exception problem) =>
        problem
            is SocketException
                or IOException
                or ObjectDisposedException
                or OperationCanceledException
                or InvalidOperationException;

    private sealed class Unsent(ReadOnlyMemory<byte> bytes, byte[]? rented = null)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ReadOnlyMemory<byte> Bytes => bytes;

        public byte[]? Rented => rented;
    }
}
