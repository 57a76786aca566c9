using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GalaPlatform.Rehearsal.Room;

/// <summary>What a client sends, in SignalR's JSON protocol.</summary>
internal static class HubCalls
{
    /// <summary>Ends each message.</summary>
    public const byte Separator = 0x1e;

    public static readonly ReadOnlyMemory<byte> Ping = Whole("""{"type":6}""");

    public static byte[] Handshake() => Whole("""{"protocol":"json","version":1}""");

    public static byte[] Join(string gala, string? epoch, long? after) =>
        Call(
            HubRecord.JoinCall,
            "Join",
            new
            {
                galaId = gala,
                epoch,
                after,
            }
        );

    /// <summary>A message; said again, it is the same command.</summary>
    public static byte[] Say(RoomScene scene, int number) =>
        Call(
            number,
            "Say",
            new
            {
                galaId = scene.Gala,
                commandId = string.Create(CultureInfo.InvariantCulture, $"rehearsal-{scene.Tag}-{number}"),
                text = scene.Script.Text(number),
            }
        );

    public static byte[] React(string gala, string kind) => Call(null, "React", new { galaId = gala, kind });

    private static byte[] Call(long? id, string target, object argument)
    {
        var invocationId = id?.ToString(CultureInfo.InvariantCulture);
        object[] arguments = [argument];
        return Whole(
            invocationId is null
                ? JsonSerializer.Serialize(
                    new
                    {
                        type = 1,
                        target,
                        arguments,
                    }
                )
                : JsonSerializer.Serialize(
                    new
                    {
                        type = 1,
                        invocationId,
                        target,
                        arguments,
                    }
                )
        );
    }

    private static byte[] Whole(string json) => [.. Encoding.UTF8.GetBytes(json), Separator];
}
