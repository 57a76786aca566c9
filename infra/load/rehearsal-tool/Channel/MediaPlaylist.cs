using System.Globalization;

namespace GalaPlatform.Rehearsal.Channel;

/// <summary>A segment as a playlist names it.</summary>
/// <param name="Sequence">Its media sequence number.</param>
/// <param name="Uri">As written.</param>
/// <param name="Start">When it begins on the channel; default if the playlist does not say.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Map">The URI of the initialization that it needs, as written.</param>
internal readonly record struct ListedSegment(
    long Sequence,
    string Uri,
    DateTimeOffset Start,
    TimeSpan Length,
    string? Map
)
{
    public DateTimeOffset End => Start + Length;
}

/// <summary>A media playlist (RFC 8216), as far as a player of a live channel looks into it.</summary>
internal sealed record MediaPlaylist(TimeSpan Target, IReadOnlyList<ListedSegment> Segments, bool HasEnded)
{
    /// <exception cref="FormatException">It is no media playlist.</exception>
    public static MediaPlaylist Parse(string text)
    {
        var (target, sequence, ended) = (TimeSpan.Zero, 0L, false);
        var (start, length) = (default(DateTimeOffset), TimeSpan.Zero);
        string? map = null;
        var segments = new List<ListedSegment>(12);
        if (!text.StartsWith("#EXTM3U", StringComparison.Ordinal))
        {
            throw new FormatException("A playlist begins with #EXTM3U.");
        }
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                continue;
            }
            if (line[0] != '#')
            {
                segments.Add(new ListedSegment(sequence++, line.ToString(), start, length, map));
                start += length;
            }
            else if (ValueOf(line, "#EXTINF:", out var value))
            {
                length = Seconds(value[..value.IndexOf(',')]);
            }
            else if (ValueOf(line, "#EXT-X-PROGRAM-DATE-TIME:", out value))
            {
                start = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture);
            }
            else if (ValueOf(line, "#EXT-X-MAP:URI=\"", out value))
            {
                map = value[..value.IndexOf('"')].ToString();
            }
            else if (ValueOf(line, "#EXT-X-MEDIA-SEQUENCE:", out value))
            {
                sequence = long.Parse(value, CultureInfo.InvariantCulture);
            }
            else if (ValueOf(line, "#EXT-X-TARGETDURATION:", out value))
            {
                target = Seconds(value);
            }
            else
            {
                ended |= line.SequenceEqual("#EXT-X-ENDLIST");
            }
        }
        return new MediaPlaylist(target, segments, ended);
    }

    /// <summary>The media playlists that a multivariant playlist names, cheapest first.</summary>
    /// <exception cref="FormatException">It names none.</exception>
    public static IReadOnlyList<string> Variants(string multivariant)
    {
        var (variants, bandwidth) = (new List<(long Bandwidth, string Uri)>(), 0L);
        foreach (var line in multivariant.AsSpan().EnumerateLines())
        {
            if (ValueOf(line, "#EXT-X-STREAM-INF:BANDWIDTH=", out var value))
            {
                var end = value.IndexOf(',');
                bandwidth = long.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
            }
            else if (!line.IsEmpty && line[0] != '#')
            {
                variants.Add((bandwidth, line.ToString()));
            }
        }
        return variants.Count > 0
            ? [.. variants.OrderBy(variant => variant.Bandwidth).Select(variant => variant.Uri)]
            : throw new FormatException("The channel's playlist names no rendition.");
    }

    private static bool ValueOf(ReadOnlySpan<char> line, string tag, out ReadOnlySpan<char> value)
    {
        var found = line.StartsWith(tag, StringComparison.Ordinal);
        value = found ? line[tag.Length..] : default;
        return found;
    }

    private static TimeSpan Seconds(ReadOnlySpan<char> text) =>
        TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
