using System.Globalization;
using System.Text;
using GalaPlatform.Projects;

namespace GalaPlatform.Programme;

/// <summary>
/// Playlists of HTTP Live Streaming (RFC 8216). Pure text: the same input gives the same bytes on every node.
/// </summary>
public static class HlsPlaylists
{
    /// <summary>How many segments a channel's playlist lists: 20 s, enough to start on and to survive a short stall.</summary>
    public const int WindowSegments = 10;

    /// <summary>How a playlist's name ends.</summary>
    public const string Extension = ".m3u8";

    // The longest segment is 2 s; the tag must not change in a playlist's life.
    private const string Header = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n";

    /// <summary>The multivariant playlist: one line for each rendition, largest first.</summary>
    /// <param name="renditions">The renditions; each one's playlist is <c>{name}.m3u8</c> beside this one.</param>
    /// <param name="captions">The captions; each one's playlist is <c>captions/{file}</c> with <see cref="Extension"/> in place of <c>.vtt</c>.</param>
    public static string Multivariant(IEnumerable<Rendition> renditions, IReadOnlyList<CaptionTrack>? captions = null)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var track in captions ?? [])
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"captions\",NAME=\"{track.Language}\",LANGUAGE=\"{track.Language}\",DEFAULT=NO,AUTOSELECT=YES,URI=\"captions/{Path.ChangeExtension(track.File, Extension)}\"\n"
            );
        }
        var group = captions is { Count: > 0 } ? ",SUBTITLES=\"captions\"" : string.Empty;
        foreach (var rendition in renditions)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-STREAM-INF:BANDWIDTH={rendition.PeakBitsPerSecond},AVERAGE-BANDWIDTH={rendition.AverageBitsPerSecond},CODECS=\"{rendition.Codecs}\",RESOLUTION={rendition.Width}x{rendition.Height},FRAME-RATE=30.000{group}\n{rendition.Name}.m3u8\n"
            );
        }
        return text.ToString();
    }

    /// <summary>The media playlist of a finished video's captions: one file from beginning to end, beside this one.</summary>
    public static string Captions(MediaAsset asset, CaptionTrack track) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{Math.Ceiling(asset.Duration.TotalSeconds)}\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:{asset.Duration.TotalSeconds:0.######},\n{track.File}\n#EXT-X-ENDLIST\n"
        );

    /// <summary>A video's media playlist.</summary>
    /// <param name="asset">The video.</param>
    /// <param name="rendition">The rendition's name.</param>
    /// <param name="baseUri">The URI of the asset's folder, without a trailing slash.</param>
    /// <param name="isWhole">False while segments are still being added: a player then asks again, and begins at the beginning.</param>
    public static string Video(MediaAsset asset, string rendition, string baseUri, bool isWhole = true)
    {
        var text = new StringBuilder(Header);
        text.Append("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-INDEPENDENT-SEGMENTS\n")
            .Append(
                isWhole ? "#EXT-X-PLAYLIST-TYPE:VOD\n" : "#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-START:TIME-OFFSET=0\n"
            );
        AppendMap(text, baseUri, rendition);
        for (var number = 0; number < asset.SegmentTicks.Length; number++)
        {
            AppendSegment(text, new TimeSpan(asset.SegmentTicks[number]), baseUri, rendition, number);
        }
        return text.Append(isWhole ? "#EXT-X-ENDLIST\n" : "").ToString();
    }

    /// <summary>The channel's media playlist at an instant, or null while the channel is not open.</summary>
    /// <param name="timeline">The channel.</param>
    /// <param name="rung">The size; each video shows what it has on it (<see cref="Ladder.On"/>).</param>
    /// <param name="now">UTC.</param>
    /// <param name="baseUri">The URI of an asset's folder, without a trailing slash.</param>
    public static string? Channel(
        ChannelTimeline timeline,
        Rung rung,
        DateTimeOffset now,
        Func<MediaAsset, string> baseUri
    )
    {
        var window = timeline.Window(now, WindowSegments);
        if (window.Count == 0)
        {
            return null;
        }
        var text = new StringBuilder(Header, 2048);
        AppendWindowStart(text, window[0]);
        MediaAsset? mapped = null;
        foreach (var segment in window)
        {
            var rendition = Ladder.On(segment.Asset, rung).Name;
            AppendChannelSegment(text, segment, rendition, baseUri(segment.Asset), segment.Asset != mapped);
            mapped = segment.Asset;
        }
        if (timeline.End <= now)
        {
            text.Append("#EXT-X-ENDLIST\n");
        }
        return text.ToString();
    }

    // The first segment's own discontinuity tag is listed, so it does not count as one that left the window.
    private static void AppendWindowStart(StringBuilder text, ChannelSegment first) =>
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first.Sequence}\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-DISCONTINUITY-SEQUENCE:{first.Discontinuities - (first.StartsDiscontinuity ? 1 : 0)}\n"
            )
            .Append("#EXT-X-INDEPENDENT-SEGMENTS\n");

    private static void AppendChannelSegment(
        StringBuilder text,
        ChannelSegment segment,
        string rendition,
        string baseUri,
        bool needsMap
    )
    {
        if (segment.StartsDiscontinuity)
        {
            text.Append("#EXT-X-DISCONTINUITY\n");
        }
        if (needsMap)
        {
            AppendMap(text, baseUri, rendition);
        }
        text.Append(
            CultureInfo.InvariantCulture,
            $"#EXT-X-PROGRAM-DATE-TIME:{segment.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n"
        );
        AppendSegment(text, segment.Duration, baseUri, rendition, segment.Number);
    }

    private static void AppendMap(StringBuilder text, string baseUri, string rendition) =>
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"{baseUri}/{rendition}/init.mp4\"\n");

    private static void AppendSegment(
        StringBuilder text,
        TimeSpan length,
        string baseUri,
        string rendition,
        int number
    ) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $"#EXTINF:{length.TotalSeconds:0.######},\n{baseUri}/{rendition}/{number:00000}.m4s\n"
        );
}
