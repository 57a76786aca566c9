using System.Globalization;
using System.Text.RegularExpressions;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>How loud a sound is (EBU R 128).</summary>
/// <param name="Integrated">LUFS, over the whole.</param>
/// <param name="Peak">dBFS, the highest sample.</param>
internal sealed partial record Loudness(double Integrated, double Peak)
{
    /// <summary>Where every project's sound is brought to.</summary>
    public const double Target = -16;

    /// <summary>No sample goes above.</summary>
    public const double Ceiling = -1.5;

    /// <summary>More would raise hiss where nobody speaks.</summary>
    private const double MaxGain = 30;

    /// <summary>The gate of the measurement: below it there is nothing to hear, and nothing to raise.</summary>
    private const double Silence = -69.9;

    /// <summary>dB to add; 0 for what is silent.</summary>
    public double Gain => Integrated <= Silence ? 0 : Math.Min(Math.Round(Target - Integrated, 1), MaxGain);

    /// <summary>True if the raised sound would go above the ceiling somewhere.</summary>
    public bool NeedsLimiter => Gain != 0 && Peak + Gain > Ceiling;

    /// <summary>Reads the summary at the end of what ffmpeg says; null if there is none.</summary>
    public static Loudness? Parse(string said)
    {
        var summary = said[Math.Max(0, said.LastIndexOf("Summary:", StringComparison.Ordinal))..];
        return Number(IntegratedLine().Match(summary)) is { } loud && Number(PeakLine().Match(summary)) is { } peak
            ? new Loudness(loud, peak)
            : null;
    }

    private static double? Number(Match match) =>
        !match.Success ? null
        : match.Groups[1].Value == "-inf" ? double.NegativeInfinity
        : double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bI:\s+(-?\d+\.\d+|-inf) LUFS")]
    private static partial Regex IntegratedLine();

    [GeneratedRegex(@"\bPeak:\s+(-?\d+\.\d+|-inf) dBFS")]
    private static partial Regex PeakLine();
}
