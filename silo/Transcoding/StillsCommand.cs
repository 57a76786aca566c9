using System.Globalization;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// The run of ffmpeg that takes a video's still pictures out of its renditions. Each segment begins with a whole picture,
/// so that of the smallest rendition only those are decoded, and of the largest only one segment. In the run that encodes,
/// a picture that comes late would keep the sound waiting for it. Pure.
/// </summary>
internal static class StillsCommand
{
    /// <summary>The playlist of the segment that the poster is taken from.</summary>
    public const string PosterList = "poster.m3u8";

    public static IReadOnlyList<string> For(MediaAsset asset) =>
        [
            "-nostdin",
            "-hide_banner",
            "-v",
            "error",
            "-y",
            .. Input(PosterList),
            .. asset.Thumbnails is null ? [] : (string[])["-skip_frame", "nokey", .. Input(Smallest(asset))],
            .. Still("0:v:0", "scale=w=min(1280\\,iw):h=-2:out_range=pc,format=yuvj420p", "poster.jpg"),
            .. asset.Thumbnails is { } sheet ? Still("1:v:0", ThumbnailSheet.Filter(sheet), "thumbnails.jpg") : [],
        ];

    /// <summary>One segment of the largest rendition, a third of the way in: titles are over, and the end is not given away.</summary>
    public static string Poster(MediaAsset asset)
    {
        var number = asset.SegmentTicks.Length / 3;
        var seconds = new TimeSpan(asset.SegmentTicks[number]).TotalSeconds;
        var folder = asset.Renditions[0].Name;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n#EXT-X-MAP:URI=\"{folder}/init.mp4\"\n#EXTINF:{seconds:0.######},\n{folder}/{number:00000}.m4s\n#EXT-X-ENDLIST\n"
        );
    }

    private static string Smallest(MediaAsset asset) => $"{asset.Renditions[^1].Name}/index.m3u8";

    private static string[] Input(string playlist) => ["-protocol_whitelist", "file", "-f", "hls", "-i", playlist];

    private static string[] Still(string from, string filter, string path) =>
        [
            "-map",
            from,
            "-vf",
            filter,
            "-frames:v",
            "1",
            "-c:v",
            "mjpeg",
            "-q:v",
            "3",
            "-map_metadata",
            "-1",
            "-f",
            "image2",
            "-update",
            "1",
            path,
        ];
}

/// <summary>How a video's thumbnails are spaced and laid out. Pure.</summary>
internal static class ThumbnailSheet
{
    private const int Most = 100;
    private const int Columns = 10;
    private const int Width = 160;
    private const int Height = 90;

    /// <summary>One for each segment, or as many as one sheet holds.</summary>
    public static Thumbnails Of(int segments)
    {
        var every = (segments + Most - 1) / Most;
        var count = (segments + every - 1) / every;
        return new Thumbnails(every * MediaAsset.SegmentLength.Ticks, count, Math.Min(count, Columns), Width, Height);
    }

    /// <summary>From the first picture of every segment to the sheet.</summary>
    public static string Filter(Thumbnails sheet)
    {
        var every = sheet.IntervalTicks / MediaAsset.SegmentLength.Ticks;
        var rows = (sheet.Count + sheet.Columns - 1) / sheet.Columns;
        return $"select=not(mod(n\\,{every})),scale={Width}:{Height}:flags=area:out_range=pc,"
            + $"format=yuvj420p,setsar=1,tile={sheet.Columns}x{rows}";
    }
}
