using System.Globalization;
using System.Text.RegularExpressions;

namespace GalaPlatform.Projects;

/// <summary>Times of captions: <c>01:02:03.456</c>, the hours left out when there are none; SubRip writes a comma.</summary>
internal static partial class CaptionTimes
{
    /// <summary>Reads <c>start --> end</c>. What follows on the line, WebVTT's settings, is not kept.</summary>
    public static bool TryReadRange(string line, out TimeSpan start, out TimeSpan end)
    {
        var match = Range().Match(line);
        (start, end) = match.Success ? (Read(match, 1), Read(match, 5)) : default;
        return match.Success;
    }

    public static string Write(TimeSpan time) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}"
        );

    private static TimeSpan Read(Match match, int group) =>
        new(0, Number(match, group), Number(match, group + 1), Number(match, group + 2), Number(match, group + 3));

    private static int Number(Match match, int group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private const string Time = @"(?:([0-9]{1,3}):)?([0-5]?[0-9]):([0-5][0-9])[.,]([0-9]{3})";

    [GeneratedRegex(@$"^[ \t]*{Time}[ \t]*-->[ \t]*{Time}(?:[ \t].*)?$")]
    private static partial Regex Range();
}
