using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace GalaPlatform.Web.Room;

/// <summary>A frame as it goes to every connection alike: encoded once, the same bytes for all.</summary>
internal sealed class RoomFrame(byte[] json)
{
    private SerializedHubMessage? _hubMessage;

    /// <summary>The hub message with its record separator.</summary>
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>The same bytes in the wrapping that a hub connection takes.</summary>
    public SerializedHubMessage HubMessage =>
        _hubMessage ??= new SerializedHubMessage([new SerializedMessage("json", json)]);
}

/// <summary>One viewer's line, whatever carries it.</summary>
internal interface IFrameSink
{
    /// <summary>Takes the frame and returns at once. A task that is not complete means that the frame is not out yet; no other is given until it is.</summary>
    ValueTask Write(RoomFrame frame);

    /// <summary>Ends the connection without waiting for the other side.</summary>
    void Abort();
}

/// <summary>Frames over a stock SignalR connection, past its per-message serialization.</summary>
internal sealed class HubFrameSink(HubConnectionContext connection) : IFrameSink
{
    public ValueTask Write(RoomFrame frame) => connection.WriteAsync(frame.HubMessage, CancellationToken.None);

    public void Abort() => connection.Abort();
}
