using System.Globalization;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>What ffmpeg wrote is not what was asked for.</summary>
internal sealed class BadRenditionException(string what) : Exception(what);

/// <summary>Reads back what ffmpeg wrote: playlist, lengths, codecs.</summary>
internal static class RenditionReader
{
    /// <summary>ffmpeg writes segment lengths with six decimals.</summary>
    private const double Tolerance = 0.002;

    /// <summary>The asset of a folder with a subfolder per size.</summary>
    /// <param name="folder">Where ffmpeg wrote.</param>
    /// <param name="prefix">Where it will stand in the blob store.</param>
    /// <param name="sizes">What was asked for, largest first.</param>
    /// <param name="frames">How many pictures each size must have.</param>
    public static MediaAsset Read(string folder, string prefix, EncodedSize[] sizes, int frames)
    {
        var ticks = FrameGrid.SegmentTicks(frames);
        return new MediaAsset(
            prefix,
            [.. sizes.Select(size => Read(Path.Combine(folder, size.Name), size, ticks))],
            ticks
        );
    }

    /// <summary>Seconds of each segment, from a playlist that is closed.</summary>
    public static double[] SegmentSeconds(string playlist)
    {
        const string Entry = "#EXTINF:";
        return playlist.Contains("#EXT-X-ENDLIST", StringComparison.Ordinal)
            ?
            [
                .. playlist
                    .Split('\n')
                    .Where(line => line.StartsWith(Entry, StringComparison.Ordinal))
                    .Select(line =>
                        double.Parse(line[Entry.Length..].TrimEnd(',', '\r'), CultureInfo.InvariantCulture)
                    ),
            ]
            : throw new BadRenditionException("The playlist has no end.");
    }

    /// <summary>RFC 6381: profile, constraints and level stand in the <c>avcC</c> box; the sound is always AAC-LC.</summary>
    public static string Codecs(ReadOnlySpan<byte> init)
    {
        var box = init.IndexOf("avcC"u8);
        return box >= 0 && init.Length > box + 8
            ? $"avc1.{Convert.ToHexStringLower(init.Slice(box + 5, 3))},mp4a.40.2"
            : throw new BadRenditionException("The initialization segment has no avcC box.");
    }

    private static Rendition Read(string folder, EncodedSize size, long[] ticks)
    {
        var seconds = SegmentSeconds(File.ReadAllText(Path.Combine(folder, "index.m3u8")));
        var wanted = ticks.Select(length => new TimeSpan(length).TotalSeconds).ToArray();
        if (
            seconds.Length != wanted.Length
            || seconds.Zip(wanted).Any(it => Math.Abs(it.First - it.Second) > Tolerance)
        )
        {
            throw new BadRenditionException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{size.Name} has {seconds.Length} segments of {seconds.Sum():0.000} s, not {wanted.Length} of {wanted.Sum():0.000} s."
                )
            );
        }
        var init = File.ReadAllBytes(Path.Combine(folder, "init.mp4"));
        var bits = SegmentRules.Check(size.Name, TrackHeader.Read(init), Segments(folder, ticks), ticks);
        return new Rendition(
            size.Name,
            size.Rung.Width,
            size.Rung.Height,
            Peak(bits, wanted),
            (int)Math.Ceiling(bits.Sum() / wanted.Sum()),
            Codecs(init)
        );
    }

    // One after the other: an hour of video does not fit into memory.
    private static IEnumerable<byte[]> Segments(string folder, long[] ticks) =>
        ticks.Select((_, number) => File.ReadAllBytes(Path.Combine(folder, $"{number:00000}.m4s")));

    /// <summary>RFC 8216 counts a segment only if it lasts at least half the target; a short last one would look like a peak.</summary>
    private static int Peak(long[] bits, double[] seconds)
    {
        var half = MediaAsset.SegmentLength.TotalSeconds / 2;
        var counted = bits.Zip(seconds).Where(it => bits.Length == 1 || it.Second >= half);
        return (int)Math.Ceiling(counted.Max(it => it.First / it.Second));
    }
}
