using System.Text;
using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>
/// Reads WebVTT (W3C) and SubRip, strictly: what is not understood is refused with its line, and nothing but times and
/// words is kept. Styles, regions, comments, settings and unknown markup are left behind.
/// </summary>
public static class CaptionReader
{
    private const string Arrow = "-->";
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a file: WebVTT if it begins with <c>WEBVTT</c>, otherwise SubRip if that is allowed.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="isSubRip">True if the sender calls it SubRip.</param>
    /// <param name="length">How long the video is; what ends later is cut there.</param>
    public static Result<IReadOnlyList<CaptionCue>> Read(ReadOnlySpan<byte> file, bool isSubRip, TimeSpan length)
    {
        if (file.Length > CaptionLimits.MaxBytes)
        {
            return CaptionRefusals.TooLarge;
        }
        if (!TryDecode(file, out var text))
        {
            return CaptionRefusals.NotText;
        }
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (!isSubRip && !IsHeader(lines[0]))
        {
            return CaptionRefusals.NoHeader.AtLine(1);
        }
        return ReadBlocks(lines, isSubRip, length);
    }

    private static Result<IReadOnlyList<CaptionCue>> ReadBlocks(string[] lines, bool isSubRip, TimeSpan length)
    {
        var cues = new List<CaptionCue>();
        var at = isSubRip ? 0 : EndOfHeader(lines);
        while (true)
        {
            while (at < lines.Length && lines[at].Length == 0)
            {
                at++;
            }
            if (at == lines.Length)
            {
                break;
            }
            var end = NextBlank(lines, at);
            if (isSubRip || !IsAside(lines[at]))
            {
                if (!ReadCue(lines, at, end, length).Succeeded(out var cue, out var refusal))
                {
                    return refusal;
                }
                if (cue.Value.Text.Length > 0)
                {
                    cues.Add(cue.Value);
                }
            }
            at = end;
            if (cues.Count > CaptionLimits.MaxCues)
            {
                return CaptionRefusals.TooMany;
            }
        }
        return cues.Count == 0 ? CaptionRefusals.Empty : cues.OrderBy(cue => cue.Start).ToArray();
    }

    private static Result<Found> ReadCue(string[] lines, int first, int end, TimeSpan length)
    {
        // An identifier may stand before the times; it is not kept.
        var timing = !lines[first].Contains(Arrow, StringComparison.Ordinal) && first + 1 < end ? first + 1 : first;
        if (!CaptionTimes.TryReadRange(lines[timing], out var start, out var stop))
        {
            return CaptionRefusals.BadTiming.AtLine(timing + 1);
        }
        if (stop <= start)
        {
            return CaptionRefusals.EndsFirst.AtLine(timing + 1);
        }
        if (start >= length + CaptionLimits.Grace)
        {
            return CaptionRefusals.AfterEnd.AtLine(timing + 1);
        }
        var text = CaptionText.Clean(string.Join('\n', lines[(timing + 1)..end]));
        if (text.Visible > CaptionLimits.MaxCueLength)
        {
            return CaptionRefusals.CueTooLong.AtLine(timing + 2);
        }
        var shown = start < length && text.Visible > 0;
        return new Found(new CaptionCue(start, stop < length ? stop : length, shown ? text.Markup : string.Empty));
    }

    private static bool TryDecode(ReadOnlySpan<byte> file, out string text)
    {
        try
        {
            text = Utf8.GetString(file.StartsWith("\uFEFF"u8) ? file[3..] : file);
            return !text.Any(sign => char.IsControl(sign) && sign is not ('\n' or '\r' or '\t'));
        }
        catch (DecoderFallbackException)
        {
            text = string.Empty;
            return false;
        }
    }

    private static bool IsHeader(string line) =>
        line == "WEBVTT"
        || line.StartsWith("WEBVTT ", StringComparison.Ordinal)
        || line.StartsWith("WEBVTT\t", StringComparison.Ordinal);

    private static bool IsAside(string line) =>
        line == "STYLE"
        || line == "REGION"
        || line == "NOTE"
        || line.StartsWith("NOTE ", StringComparison.Ordinal)
        || line.StartsWith("NOTE\t", StringComparison.Ordinal);

    // The header goes on to the first blank line, or to the first caption if a careless editor left that line out.
    private static int EndOfHeader(string[] lines)
    {
        var blank = NextBlank(lines, 0);
        var caption = Array.FindIndex(lines, line => line.Contains(Arrow, StringComparison.Ordinal));
        return caption >= 0 && caption < blank ? caption : blank;
    }

    private static int NextBlank(string[] lines, int at)
    {
        while (at < lines.Length && lines[at].Length > 0)
        {
            at++;
        }
        return at;
    }

    private sealed record Found(CaptionCue Value);
}
