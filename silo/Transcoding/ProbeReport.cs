using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>ffprobe's answer.</summary>
internal sealed record ProbeReport(
    [property: JsonPropertyName("streams")] ProbeStream[]? Streams,
    [property: JsonPropertyName("format")] ProbeFormat? Format
)
{
    /// <summary>A track by its index.</summary>
    public ProbeStream Stream(int index) => Streams!.Single(stream => stream.Index == index);

    /// <summary>Null if it is none.</summary>
    public static ProbeReport? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ProbeReport>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ProbeFormat([property: JsonPropertyName("duration")] string? Duration);

/// <summary>One track.</summary>
internal sealed record ProbeStream(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("codec_type")] string? Type,
    [property: JsonPropertyName("codec_name")] string? Codec,
    [property: JsonPropertyName("profile")] string? Profile,
    [property: JsonPropertyName("level")] int Level,
    [property: JsonPropertyName("pix_fmt")] string? PixelFormat,
    [property: JsonPropertyName("width")] int Width,
    [property: JsonPropertyName("height")] int Height,
    [property: JsonPropertyName("sample_aspect_ratio")] string? PixelAspect,
    [property: JsonPropertyName("avg_frame_rate")] string? FrameRate,
    [property: JsonPropertyName("field_order")] string? FieldOrder,
    [property: JsonPropertyName("color_range")] string? Range,
    [property: JsonPropertyName("color_primaries")] string? Primaries,
    [property: JsonPropertyName("color_transfer")] string? Transfer,
    [property: JsonPropertyName("color_space")] string? Matrix,
    [property: JsonPropertyName("duration")] string? Duration,
    [property: JsonPropertyName("channels")] int Channels,
    [property: JsonPropertyName("sample_rate")] string? SampleRate,
    [property: JsonPropertyName("disposition")] Dictionary<string, int>? Disposition,
    [property: JsonPropertyName("side_data_list")] ProbeSideData[]? SideData
)
{
    /// <summary>Pictures of a cover are tracks too.</summary>
    public bool IsCover => Disposition?.GetValueOrDefault("attached_pic") == 1;

    /// <summary>Turned by a quarter.</summary>
    public bool IsTurned => SideData?.Any(side => Math.Abs(Math.IEEERemainder(side.Rotation ?? 0, 180)) > 45) == true;
}

internal sealed record ProbeSideData([property: JsonPropertyName("rotation")] double? Rotation);

/// <summary>Numbers as ffprobe writes them.</summary>
internal static class ProbeNumbers
{
    /// <summary>A fraction such as <c>30000/1001</c> or <c>16:15</c>; null if there is none, or its divisor is 0.</summary>
    public static double? Ratio(string? text)
    {
        var parts = text?.Split('/', ':') ?? [];
        return
            parts.Length == 2 && Number(parts[0]) is { } over && Number(parts[1]) is { } under && under != 0 && over > 0
            ? over / under
            : null;
    }

    /// <summary>Seconds, or null.</summary>
    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;
}
