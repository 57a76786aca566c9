using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GalaPlatform.Silo.Storage;

/// <summary>How answers, payloads and fingerprints are written.</summary>
internal static class StoredAnswers
{
    // Enums by name: a stored answer must not change its meaning when an enum gets a new member.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize<object?>(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    public static string Fingerprint(CommandEnvelope envelope) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{envelope.Action}\n{Write(envelope.Arguments)}"))
        );
}
