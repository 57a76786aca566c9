using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using GalaPlatform.Common;

namespace GalaPlatform.Web.Platform;

/// <summary>JSON as the contract has it: camelCase, ids as text, enums by name, times in UTC, durations in seconds.</summary>
internal static class GalaJson
{
    public static readonly JsonSerializerOptions Options = Configure(
        new JsonSerializerOptions(JsonSerializerDefaults.Web)
    );

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 16;
        // Two values of one name: what is checked might not be what is used.
        options.AllowDuplicateProperties = false;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new TypedIdConverterFactory());
        options.Converters.Add(new UtcConverter());
        options.Converters.Add(new SecondsConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private sealed class TypedIdConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => IsTypedId(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(TypedIdConverter<>).MakeGenericType(typeToConvert))!;
    }

    public static bool IsTypedId(Type type) =>
        type.IsValueType
        && type.GetInterfaces()
            .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITypedId<>));

    private sealed class TypedIdConverter<TId> : JsonConverter<TId>
        where TId : struct, ITypedId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TypedId.TryRead<TId>(reader.GetString(), out var id)
                ? id
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(TypedId.Text(value.Value));

        public override TId ReadAsPropertyName(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => TypedId.TryRead<TId>(reader.GetString(), out var id) ? id : throw new JsonException();

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WritePropertyName(TypedId.Text(value.Value));
    }

    // A time without its offset would be read in the server's zone: it is refused.
    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        )
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            var hasOffset = text is { Length: > 10 } && text.AsSpan(10).IndexOfAny("Zz+-") >= 0;
            return hasOffset && reader.TryGetDateTimeOffset(out var at)
                ? at.ToUniversalTime()
                : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
            );
    }

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number
            && reader.TryGetDouble(out var seconds)
            && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }
}
