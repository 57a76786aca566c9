using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace GalaPlatform.Web.Room;

/// <summary>A frame as it goes to every connection alike: encoded once, the same bytes for all.</summary>
internal sealed class RoomFrame
{
    /// <summary>The client's method that takes it.</summary>
    public const string Target = "Frame";

    private SerializedHubMessage? _hubMessage;

    /// <param name="json">The hub message with its record separator.</param>
    public RoomFrame(ReadOnlySpan<byte> json)
    {
        var bytes = new byte[WebSocketRules.MostHeaderBytes + json.Length];
        var header = WebSocketRules.WriteHeaderBefore(
            bytes.AsSpan(0, WebSocketRules.MostHeaderBytes),
            Opcode.Text,
            json.Length
        );
        json.CopyTo(bytes.AsSpan(WebSocketRules.MostHeaderBytes));
        Json = bytes.AsMemory(WebSocketRules.MostHeaderBytes);
        Message = bytes.AsMemory(WebSocketRules.MostHeaderBytes - header);
    }

    /// <summary>The hub message with its record separator.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The same as a WebSocket message, with its header.</summary>
    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>The same in the wrapping that a hub connection takes.</summary>
    public SerializedHubMessage HubMessage =>
        _hubMessage ??= new SerializedHubMessage([new SerializedMessage("json", Json)]);
}

/// <summary>Writes a frame where SignalR encodes it anew: as the argument of its call.</summary>
internal sealed class RoomFrameConverter : JsonConverter<RoomFrame>
{
    private static readonly int Before = """{"type":1,"target":"Frame","arguments":["""u8.Length;
    private static readonly int After = "]}"u8.Length + 1;

    public override RoomFrame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, RoomFrame value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json.Span[Before..^After], skipInputValidation: true);
}

/// <summary>One viewer's line, whatever carries it.</summary>
internal interface IFrameSink
{
    /// <summary>The connection's name.</summary>
    string Connection { get; }

    /// <summary>Takes the frame and returns at once. A task that is not complete means that the frame is not out yet; no other is given until it is.</summary>
    ValueTask Write(RoomFrame frame);

    /// <summary>Ends the connection without waiting for the other side.</summary>
    void Abort();
}

/// <summary>Frames over a stock SignalR connection, past its per-message serialization.</summary>
internal sealed class HubFrameSink(HubConnectionContext connection) : IFrameSink
{
    public string Connection => connection.ConnectionId;

    public ValueTask Write(RoomFrame frame) => connection.WriteAsync(frame.HubMessage, CancellationToken.None);

    public void Abort() => connection.Abort();
}
