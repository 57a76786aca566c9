using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// The run of ffmpeg that puts the segments of one rendition into a file of its own. Nothing is encoded again, and its
/// index comes before its pictures, so that a player need not have all of it to begin. Pure.
/// </summary>
internal static class FileCommand
{
    public const string FileName = "video.mp4";

    /// <summary>Sharp enough for a telephone and a living room.</summary>
    private const int LargestHeight = 720;

    /// <summary>More is a burden to download, and close to what one file may have at all.</summary>
    private const long MostBytes = 500L << 20;

    /// <summary>The largest rendition that is not too large to download, or null if none is.</summary>
    public static Rendition? Choose(MediaAsset asset) =>
        Array.Find(
            asset.Renditions,
            it => it.Height <= LargestHeight && it.AverageBitsPerSecond / 8.0 * asset.Duration.TotalSeconds <= MostBytes
        );

    public static IReadOnlyList<string> For(Rendition rendition) =>
        [
            "-nostdin",
            "-hide_banner",
            "-v",
            "error",
            "-y",
            "-protocol_whitelist",
            "file",
            "-f",
            "hls",
            "-i",
            $"{rendition.Name}/index.m3u8",
            "-map",
            "0:v:0",
            "-map",
            "0:a:0",
            "-c",
            "copy",
            "-map_metadata",
            "-1",
            "-fflags",
            "+bitexact",
            "-movflags",
            "+faststart",
            "-f",
            "mp4",
            FileName,
        ];
}
