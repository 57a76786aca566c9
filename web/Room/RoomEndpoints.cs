using System.Buffers;
using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Room;

/// <summary>The hub, and the room's log over HTTP for those who read it at leisure.</summary>
internal static class RoomEndpoints
{
    public static void MapRoom(this WebApplication app)
    {
        // A send without a time-out takes the path without allocations; stuck connections are the pump's to end.
        var hub = app.MapHub<GalaHub>("/hubs/gala", options => options.TransportSendTimeout = Timeout.InfiniteTimeSpan)
            .Requires(GalaAction.SpeakInRoom)
            .ExcludeFromDescription();
        if (app.Services.GetRequiredService<FanOut>().Way == FanOutWay.Direct)
        {
            hub.Add(app.Services.GetRequiredService<WireTransport>().Serve);
        }
        app.MapApi("/galas/{gala:id}/entries", "Room").MapGet("", Entries).Requires(GalaAction.ReadRoom);
    }

    private static async Task<IResult> Entries(
        GalaId gala,
        Paging page,
        HttpContext http,
        RoomAccess access,
        IGrainFactory grains
    )
    {
        var after = 0L;
        if (
            page.After is { } cursor
            && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)
        )
        {
            return EdgeRefusals.BadCursor.ToResult();
        }
        if ((await access.Find(http.User, gala)).Refusal is { } stranger)
        {
            return stranger.ToResult();
        }
        var read = await grains.GetGrain<IRoomGrain>(gala.Value).Read(after, page.Limit);
        return read.Succeeded(out var history, out var refusal)
            ? Results.Bytes(Write(history), MediaTypeNames.Application.Json)
            : refusal.ToResult();
    }

    private static byte[] Write(RoomHistory history)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var entry in history.Entries)
        {
            json.WriteRawValue(FrameWriter.Encode(entry), skipInputValidation: true);
        }
        json.WriteEndArray();
        var last = history.Entries is [.., var newest] ? newest.Sequence : history.Head;
        json.WriteString("next"u8, last < history.Head ? last.ToString(CultureInfo.InvariantCulture) : null);
        json.WriteString("epoch"u8, history.Epoch);
        json.WriteNumber("head"u8, history.Head);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
