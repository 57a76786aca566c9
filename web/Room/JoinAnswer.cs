using System.Text.Json;
using System.Text.Json.Serialization;
using GalaPlatform.Galas;

namespace GalaPlatform.Web.Room;

/// <summary>What <c>Join</c> answers. The log's stretch is taken when the answer is written, not before.</summary>
internal sealed record JoinAnswer(
    GalaId Gala,
    RoomLink Room,
    RoomSession Session,
    RoomReader Reader,
    string? Epoch,
    long? After,
    byte[]? Programme,
    DateTimeOffset Now
);

/// <summary>
/// Writes the answer. A hub connection serializes under its write lock: the member that is taken in here gets its first
/// frame after the answer, never before it.
/// </summary>
internal sealed class JoinAnswerConverter : JsonConverter<JoinAnswer>
{
    public override JoinAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, JoinAnswer value, JsonSerializerOptions options)
    {
        var cut = value.Session.Join(value.Gala, value.Room, value.Reader, value.Epoch, value.After);
        writer.WriteStartObject();
        writer.WriteString("epoch"u8, cut.Epoch);
        writer.WriteNumber("head"u8, cut.Head);
        writer.WriteBoolean("recovered"u8, cut.IsRecovered);
        writer.WriteStartArray("entries"u8);
        foreach (var entry in cut.Entries)
        {
            writer.WriteRawValue(entry, skipInputValidation: true);
        }
        writer.WriteEndArray();
        writer.WritePropertyName("you"u8);
        FrameWriter.Write(writer, value.Reader.Author);
        writer.WriteStartObject("settings"u8);
        writer.WriteBoolean("open"u8, cut.Settings.Open);
        writer.WriteNumber("slowSeconds"u8, cut.Settings.SlowSeconds);
        writer.WriteEndObject();
        writer.WritePropertyName("programme"u8);
        writer.WriteRawValue(value.Programme ?? "null"u8, skipInputValidation: true);
        writer.WritePropertyName("presence"u8);
        FrameWriter.Write(writer, cut.Presence);
        writer.WriteString("now"u8, FrameWriter.Instant(value.Now));
        writer.WriteEndObject();
    }
}
