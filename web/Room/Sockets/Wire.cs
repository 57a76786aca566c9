using System.Net.Sockets;

namespace GalaPlatform.Web.Room;

/// <summary>Takes bytes towards a client. One write at a time.</summary>
internal interface IWire
{
    /// <summary>Complete at once if the system took everything.</summary>
    ValueTask Write(ReadOnlyMemory<byte> bytes);
}

/// <summary>Kestrel's own way out of an upgraded request. The only one under TLS.</summary>
internal sealed class StreamWire(Stream stream) : IWire
{
    public ValueTask Write(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes);
}

/// <summary>
/// The connection's socket itself: one system call, no copy, no other thread. Kestrel must have nothing to write any more,
/// as the two would cut into each other.
/// </summary>
internal sealed class SocketWire : IWire
{
    // Bounds what the system keeps for a client that does not read (it doubles this), and holds a frame of a flooded room.
    private const int SendBufferBytes = 128 * 1024;

    private readonly Socket _socket;

    public SocketWire(Socket socket)
    {
        _socket = socket;
        socket.SendBufferSize = SendBufferBytes;
        socket.Blocking = false; // for the synchronous sends below; Kestrel's own reading is asynchronous
    }

    public ValueTask Write(ReadOnlyMemory<byte> bytes)
    {
        var sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success when sent == bytes.Length => ValueTask.CompletedTask,
            SocketError.Success => WriteRest(bytes[sent..]),
            SocketError.WouldBlock => WriteRest(bytes),
            _ => ValueTask.FromException(new SocketException((int)error)),
        };
    }

    private async ValueTask WriteRest(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }
}
