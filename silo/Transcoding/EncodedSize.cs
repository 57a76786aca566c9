using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>How a rung of the ladder is encoded.</summary>
/// <param name="Rung">Its frame; its name is also its folder.</param>
/// <param name="Quality">x264's rate factor: less is better.</param>
/// <param name="MaxKilobits">Highest rate of the picture, per second.</param>
/// <param name="Level">H.264's level: the least that holds the frame at 30 pictures a second.</param>
internal sealed record EncodedSize(Rung Rung, int Quality, int MaxKilobits, string Level)
{
    /// <summary>A picture of 853 pixels is not enlarged by being called 854.</summary>
    private const double Rounding = 1.02;

    private static readonly Dictionary<string, (int Quality, int MaxKilobits, string Level)> Rates = new()
    {
        ["1080p"] = (23, 5_000, "4.0"),
        ["720p"] = (23, 3_000, "3.1"),
        ["480p"] = (23, 1_500, "3.1"),
        ["360p"] = (24, 900, "3.1"),
    };

    /// <summary>Largest first.</summary>
    public static readonly EncodedSize[] All =
    [
        .. Ladder.Rungs.Select(rung => new EncodedSize(
            rung,
            Rates[rung.Name].Quality,
            Rates[rung.Name].MaxKilobits,
            Rates[rung.Name].Level
        )),
    ];

    public string Name => Rung.Name;

    /// <summary>
    /// The sizes that a picture fills in at least one direction without being enlarged, and always the smallest: that is
    /// what the weakest connection gets.
    /// </summary>
    public static EncodedSize[] For(double width, double height) =>
        [
            .. All.Where(size =>
                size == All[^1] || Math.Min(size.Rung.Width / width, size.Rung.Height / height) <= Rounding
            ),
        ];
}

/// <summary>The grid that every video lies on: 30 pictures a second, 48,000 samples, segments of two seconds.</summary>
internal static class FrameGrid
{
    public const int FramesPerSecond = 30;
    public const int FramesPerSegment = 60;
    public const int SamplesPerFrame = SampleRate / FramesPerSecond;
    public const int SampleRate = 48_000;

    /// <summary>A last segment of one or two pictures is not worth a request.</summary>
    private const int ShortestTail = 3;

    /// <summary>How many pictures a video gets.</summary>
    public static int Frames(TimeSpan duration)
    {
        var frames = Math.Max(1, (int)Math.Round(duration.TotalSeconds * FramesPerSecond));
        var tail = frames % FramesPerSegment;
        return frames > FramesPerSegment && tail < ShortestTail ? frames - tail : frames;
    }

    /// <summary>The lengths of its segments, in ticks.</summary>
    public static long[] SegmentTicks(int frames) =>
        [
            .. Enumerable
                .Range(0, (frames + FramesPerSegment - 1) / FramesPerSegment)
                .Select(segment => Math.Min(FramesPerSegment, frames - segment * FramesPerSegment))
                .Select(length => length * TimeSpan.TicksPerSecond / FramesPerSecond),
        ];
}
