using System.Text.Json;
using System.Text.Json.Serialization;
using GalaPlatform.Common;

namespace GalaPlatform.Web.Platform;

/// <summary>
/// Pupils' own words, kept in the one language in which they wrote them. A client that sends text for people as
/// <c>{"fr":"…","en":"…"}</c>, as everywhere else, is understood: French first.
/// </summary>
internal sealed class PlainText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartObject
            ? JsonSerializer.Deserialize<LocalText>(ref reader, options)?.In(Language.French)
            : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
