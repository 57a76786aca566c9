namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// What need not be encoded, because it already is what the platform would write: H.264 in a frame of the ladder, upright
/// and in standard colours, thirty pictures a second in the order in which they are shown, a key frame every two seconds,
/// and no heavier than its rung allows. Pure.
/// </summary>
internal static class CopyRules
{
    /// <summary>What every browser decodes in hardware.</summary>
    private static readonly string[] Profiles = ["Constrained Baseline", "Main", "High"];

    private const int HighestLevel = 42;

    /// <summary>A file says its colours, or is so large that everybody takes them for BT.709.</summary>
    private const int LeastHeightWithoutColours = 720;

    private const double SoundSlack = 0.05;
    private const double LengthSlack = 0.1;

    /// <summary>Less is not heard as a difference.</summary>
    private const double LoudnessSlack = 0.5;

    /// <summary>The rendition that a video's picture already is, or null.</summary>
    public static EncodedSize? Picture(SourceVideo video, ProbeStream picture, PacketSpan packets) =>
        packets.Grid is { } weight && HasForm(video, picture) && HasLength(video, packets)
            ? Array.Find(
                video.Sizes,
                size =>
                    (size.Rung.Width, size.Rung.Height) == (picture.Width, picture.Height)
                    && IsLight(weight, size, Length(packets))
            )
            : null;

    /// <summary>How long the pictures are, by their number.</summary>
    public static TimeSpan Length(PacketSpan picture) =>
        TimeSpan.FromTicks(picture.Count * TimeSpan.TicksPerSecond / FrameGrid.FramesPerSecond);

    /// <summary>True for a sound of the kind that renditions have.</summary>
    public static bool HasForm(ProbeStream sound) =>
        sound is { Codec: "aac", Profile: "LC", Channels: 2 } && sound.SampleRate == $"{FrameGrid.SampleRate}";

    /// <summary>True if a sound begins with the picture, without a lead to be thrown away, and ends with it.</summary>
    public static bool IsBeside(PacketSpan sound, PacketSpan picture) =>
        sound.Start is > -0.0005 and < 0.0005 && Math.Abs(sound.End - picture.End) <= SoundSlack;

    /// <summary>True if a sound is as loud as all others.</summary>
    public static bool IsLevel(Loudness? loudness) => loudness is not null && Math.Abs(loudness.Gain) <= LoudnessSlack;

    private static bool HasForm(SourceVideo video, ProbeStream picture) =>
        video is { Demuxer: "mov", IsInterlaced: false }
        && picture is { Codec: "h264", PixelFormat: "yuv420p" }
        && Profiles.Contains(picture.Profile)
        && picture.Level is > 0 and <= HighestLevel
        && picture.SideData?.Any(side => side.Rotation is not null) != true // turned, or mirrored
        && ProbeNumbers.Ratio(picture.PixelAspect) is null or 1
        && HasStandardColours(picture);

    private static bool HasStandardColours(ProbeStream picture) =>
        picture.Range is "tv" or "unknown" or null
        && picture.Primaries is "bt709" or "unknown" or null
        && picture.Transfer is "bt709" or "unknown" or null
        && (picture.Matrix == "bt709" || !HasMatrix(picture) && picture.Height >= LeastHeightWithoutColours);

    private static bool HasMatrix(ProbeStream picture) => picture.Matrix is not (null or "unknown");

    // The sound may be a little longer; what is left of a segment behind the last whole one must be worth a request.
    private static bool HasLength(SourceVideo video, PacketSpan packets) =>
        FrameGrid.Frames(Length(packets)) == packets.Count
        && Math.Abs((video.Duration - Length(packets)).TotalSeconds) < LengthSlack;

    private static bool IsLight(GridWeight weight, EncodedSize size, TimeSpan length)
    {
        var most = size.MaxKilobits * 1000 / 8.0;
        return weight.Bytes <= most * length.TotalSeconds && weight.LargestSegment <= 2 * most * MediaLength;
    }

    private static double MediaLength => (double)FrameGrid.FramesPerSegment / FrameGrid.FramesPerSecond;
}
