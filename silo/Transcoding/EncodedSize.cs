namespace GalaPlatform.Silo.Transcoding;

/// <summary>One encoded size.</summary>
/// <param name="Name">Also its folder.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Quality">x264's rate factor: less is better.</param>
/// <param name="MaxKilobits">Highest rate of the picture, per second.</param>
internal sealed record EncodedSize(string Name, int Width, int Height, int Quality, int MaxKilobits)
{
    /// <summary>Largest first. Every video has all of them, in the channel's frame, so that any two can stand one after the other.</summary>
    public static readonly EncodedSize[] All = [new("720p", 1280, 720, 23, 3_000), new("360p", 640, 360, 24, 900)];

    public static EncodedSize Largest => All[0];
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
