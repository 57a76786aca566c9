using System.Globalization;
using System.Text;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>A video's ends beside a piece of the slate, as the channel will play them, on every rung. Pure.</summary>
internal static class JointCommand
{
    /// <summary>The folder that the slate's files lie in, beside the video's renditions.</summary>
    public const string SlateFolder = "slate";

    /// <summary>The playlist's name for a rendition.</summary>
    public static string FileName(Rendition rendition) => $"joint-{rendition.Name}.m3u8";

    /// <summary>
    /// Last segment, slate, first segment: both joints with one piece of the slate; the video alone where there is no
    /// slate of its size, since one from before there were so many sizes does not say its own in each segment.
    /// </summary>
    public static string Playlist(MediaAsset asset, Rendition rendition, MediaAsset? slate)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:VOD\n");
        var between = HasSize(slate, rendition) ? $"{SlateFolder}/{rendition.Name}" : null;
        Append(text, rendition.Name, asset.SegmentTicks.Length - 1, asset);
        Append(text, between, 0, slate);
        Append(text, rendition.Name, 0, asset);
        return text.Append("#EXT-X-ENDLIST\n").ToString();
    }

    /// <summary>True if the slate can stand beside a rendition.</summary>
    public static bool HasSize(MediaAsset? slate, Rendition rendition) =>
        slate?.Renditions.Any(it => it.Name == rendition.Name) == true;

    /// <summary>Decodes all of them in one run; whatever is said is an error.</summary>
    public static IReadOnlyList<string> Decode(MediaAsset asset) =>
        [
            "-nostdin",
            "-hide_banner",
            "-v",
            "error",
            "-xerror",
            .. asset.Renditions.SelectMany<Rendition, string>(rendition =>
                ["-protocol_whitelist", "file", "-f", "hls", "-i", FileName(rendition)]
            ),
            .. asset.Renditions.SelectMany<Rendition, string>(
                (_, input) => ["-map", $"{input}:v:0", "-map", $"{input}:a:0"]
            ),
            "-f",
            "null",
            "-",
        ];

    private static void Append(StringBuilder text, string? folder, int number, MediaAsset? asset)
    {
        if (folder is not null && asset is not null)
        {
            var seconds = new TimeSpan(asset.SegmentTicks[number]).TotalSeconds;
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"{folder}/init.mp4\"\n#EXTINF:{seconds:0.######},\n{folder}/{number:00000}.m4s\n"
            );
        }
    }
}
