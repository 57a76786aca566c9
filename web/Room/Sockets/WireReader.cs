using System.Buffers;
using System.IO.Pipelines;
using System.Text.Unicode;

namespace GalaPlatform.Web.Room;

/// <summary>
/// What comes in on one WebSocket: the bytes of whole text messages, one after another. Pings and the close are answered
/// on the way. A connection that says nothing holds no buffer.
/// </summary>
internal sealed class WireReader(Stream stream, WireWriter writer, Action spoke, CancellationTokenSource closed)
    : PipeReader
{
    /// <summary>The most bytes of one message. The hub's own limit is lower, and says why to the client.</summary>
    public const int MostMessageBytes = 64 * 1024;

    private const int LeastBufferBytes = 2048;

    // One buffer, in this order: messages not yet consumed, the beginning of one that is not complete, bytes as they came.
    private byte[] _buffer = [];
    private int _start;
    private int _complete;
    private int _decoded;
    private int _rawStart;
    private int _rawEnd;
    private int _needed;
    private bool _isWithinMessage;
    private bool _hasNews;
    private bool _hasEnded;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var result) ? new ValueTask<ReadResult>(result) : ReadMore(cancellationToken);

    public override bool TryRead(out ReadResult result)
    {
        var isCanceled = closed.IsCancellationRequested;
        result = new ReadResult(
            new ReadOnlySequence<byte>(_buffer, _start, _complete - _start),
            isCanceled,
            isCompleted: _hasEnded
        );
        return isCanceled || _hasNews || _hasEnded;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _start = Math.Max(_start, consumed.GetInteger());
        _hasNews = examined.GetInteger() < _complete;
    }

    public override void CancelPendingRead() => closed.Cancel();

    public override void Complete(Exception? exception = null) { }

    /// <summary>Waits until the other side has said goodbye too, whatever else it still says.</summary>
    public async Task ReadToEnd(CancellationToken patience)
    {
        while (!_hasEnded)
        {
            (_start, _hasNews) = (_complete, false);
            if (!await Fill(patience))
            {
                return;
            }
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
        _buffer = [];
        _start = _complete = _decoded = _rawStart = _rawEnd = 0;
    }

    private async ValueTask<ReadResult> ReadMore(CancellationToken cancel)
    {
        using var registration = cancel.UnsafeRegister(
            static reader => ((WireReader)reader!).CancelPendingRead(),
            this
        );
        ReadResult result;
        while (!TryRead(out result))
        {
            await Fill(closed.Token);
        }
        return result;
    }

    // False if it was not to wait any longer.
    private async ValueTask<bool> Fill(CancellationToken cancel)
    {
        try
        {
            if (_start == _decoded && _rawStart == _rawEnd)
            {
                Release();
#pragma warning disable CA2022 // reads nothing: it returns when there is something
                await stream.ReadAsync(Memory<byte>.Empty, cancel);
#pragma warning restore CA2022
            }
            MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_rawEnd), cancel);
            spoke();
            _rawEnd += count;
            _hasEnded |= count == 0;
            await Decode();
            return true;
        }
        catch (OperationCanceledException)
        {
            _hasEnded |= !cancel.IsCancellationRequested;
            return false;
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or InvalidOperationException)
        {
            _hasEnded = true;
            return true;
        }
    }

    private void MakeRoom()
    {
        var (kept, raw) = (_decoded - _start, _rawEnd - _rawStart);
        var wanted = kept + Math.Max(raw + 1, _needed);
        var to = _buffer;
        if (wanted > _buffer.Length)
        {
            to = ArrayPool<byte>.Shared.Rent(Math.Max(LeastBufferBytes, wanted));
        }
        else if (_rawEnd < _buffer.Length && _buffer.Length - _rawStart >= _needed)
        {
            return;
        }
        _buffer.AsSpan(_start, kept).CopyTo(to);
        _buffer.AsSpan(_rawStart, raw).CopyTo(to.AsSpan(kept));
        if (to != _buffer && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
        (_buffer, _start, _complete, _decoded) = (to, 0, _complete - _start, kept);
        (_rawStart, _rawEnd) = (kept, kept + raw);
    }

    private async ValueTask Decode()
    {
        while (!_hasEnded && TryTakeFrame(out var frame, out var fault))
        {
            if (fault == CloseCode.None && frame.IsControl)
            {
                await TakeControl(frame);
            }
            else if (fault == CloseCode.None)
            {
                fault = TakeData(frame);
            }
            if (fault != CloseCode.None)
            {
                await Refuse(fault);
            }
            _rawStart += (int)frame.Length;
        }
    }

    // Once all of the frame is here, or something is wrong with it.
    private bool TryTakeFrame(out FrameHeader frame, out CloseCode fault)
    {
        _needed = 0;
        if (!WebSocketRules.TryReadHeader(_buffer.AsSpan(_rawStart, _rawEnd - _rawStart), out frame, out fault))
        {
            return fault != CloseCode.None;
        }
        fault = WebSocketRules.FaultIn(frame, _isWithinMessage);
        if (fault == CloseCode.None && _decoded - _complete + frame.Length > MostMessageBytes)
        {
            fault = CloseCode.TooBig;
        }
        if (fault != CloseCode.None)
        {
            frame = default;
            return true;
        }
        _needed = frame.Size + (int)frame.Length;
        if (_rawEnd - _rawStart < _needed)
        {
            return false;
        }
        _rawStart += frame.Size;
        WebSocketRules.Mask(_buffer.AsSpan(_rawStart, (int)frame.Length), frame.Mask);
        return true;
    }

    private CloseCode TakeData(FrameHeader frame)
    {
        _buffer.AsSpan(_rawStart, (int)frame.Length).CopyTo(_buffer.AsSpan(_decoded));
        _decoded += (int)frame.Length;
        _isWithinMessage = !frame.IsFinal;
        if (_isWithinMessage)
        {
            return CloseCode.None;
        }
        if (!Utf8.IsValid(_buffer.AsSpan(_complete, _decoded - _complete)))
        {
            _decoded = _complete;
            return CloseCode.NotUtf8;
        }
        _hasNews |= _decoded > _complete;
        _complete = _decoded;
        return CloseCode.None;
    }

    private async ValueTask TakeControl(FrameHeader frame)
    {
        var payload = _buffer.AsMemory(_rawStart, (int)frame.Length);
        if (frame.Opcode == Opcode.Ping)
        {
            // Waits until it is out: who pings and does not read is not read from either.
            await writer.Write(WebSocketRules.Frame(Opcode.Pong, payload.Span));
        }
        else if (frame.Opcode == Opcode.Close)
        {
            await Refuse(WebSocketRules.AnswerToClose(payload.Span));
        }
    }

    private ValueTask Refuse(CloseCode code)
    {
        _hasEnded = true;
        return writer.Close(code);
    }
}
