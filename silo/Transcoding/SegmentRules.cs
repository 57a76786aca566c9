using System.Globalization;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// What must hold for every segment of every rendition, so that any of them can stand before or behind any other in the
/// channel: it lasts as long as the list says, begins with a key frame at its own time, and has sound all through. Pure.
/// </summary>
internal static class SegmentRules
{
    /// <summary>Sound comes in frames of 21 ms, and pictures in such of 33: their ends meet no better than this.</summary>
    private const double Slack = 0.05;

    /// <summary>Checks a rendition's segments, read one after the other.</summary>
    /// <param name="name">The rendition's.</param>
    /// <param name="tracks">What its initialization segment says.</param>
    /// <param name="segments">The bytes of each.</param>
    /// <param name="ticks">How long each must be, in ticks of 100 ns.</param>
    /// <returns>How many bits each segment has.</returns>
    /// <exception cref="BadRenditionException">One of them is not as it must be.</exception>
    public static long[] Check(string name, TrackHeader[] tracks, IEnumerable<byte[]> segments, long[] ticks)
    {
        var picture = Track(name, tracks, isPicture: true);
        var sound = Track(name, tracks, isPicture: false);
        var bits = new List<long>(ticks.Length);
        var (start, soundEnd) = (0L, 0UL);
        foreach (var segment in segments)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"{name}/{bits.Count:00000}");
            var end = start + ticks[bits.Count];
            CheckPicture(where, picture, TrackFragment.Read(segment, picture), segment, start, end);
            soundEnd = CheckSound(where, sound, TrackFragment.Read(segment, sound), start, end, soundEnd);
            CheckMedia(where, segment);
            bits.Add(8L * segment.Length);
            start = end;
        }
        return bits.Count == ticks.Length
            ? [.. bits]
            : throw new BadRenditionException($"{name} has {bits.Count} segments, not {ticks.Length}.");
    }

    private static TrackHeader Track(string name, TrackHeader[] tracks, bool isPicture) =>
        tracks.Where(track => track.IsPicture == isPicture).ToArray() is [{ Timescale: > 0 } only]
            ? only
            : throw new BadRenditionException($"{name} does not have one {(isPicture ? "picture" : "sound")}.");

    private static void CheckPicture(
        string where,
        TrackHeader track,
        TrackFragment? part,
        ReadOnlySpan<byte> segment,
        long start,
        long end
    )
    {
        if (part is null || part.Samples != Frames(end) - Frames(start))
        {
            throw new BadRenditionException($"{where} has {part?.Samples ?? 0} pictures.");
        }
        if (!part.BeginsWithKey || !NalUnits.BeginAnew(segment, part.First))
        {
            throw new BadRenditionException($"{where} does not begin with a key frame.");
        }
        if (part.Start != Units(track, start) || part.Start + part.Duration != Units(track, end))
        {
            throw new BadRenditionException($"{where} shows its pictures at another time.");
        }
    }

    private static ulong CheckSound(
        string where,
        TrackHeader track,
        TrackFragment? part,
        long start,
        long end,
        ulong soundEnd
    )
    {
        if (part is null)
        {
            throw new BadRenditionException($"{where} has no sound.");
        }
        if (part.Start != soundEnd)
        {
            throw new BadRenditionException($"{where} has a gap before its sound.");
        }
        var ends = part.Start + part.Duration;
        return
            Math.Abs(Seconds(track, part.Start) - InSeconds(start)) <= Slack
            && Math.Abs(Seconds(track, ends) - InSeconds(end)) <= Slack
            ? ends
            : throw new BadRenditionException($"{where} has its sound at another time than its picture.");
    }

    private static void CheckMedia(string where, byte[] segment)
    {
        var there = Mp4Box.All(segment, "mdat").Sum(box => (long)segment.AsSpan()[box].Length);
        if (there != TrackFragment.MediaBytes(segment))
        {
            throw new BadRenditionException($"{where} has {there} bytes of media, and other in its index.");
        }
    }

    // Lengths are whole pictures, rounded down to ticks.
    private static int Frames(long ticks) => (int)Math.Round(InSeconds(ticks) * FrameGrid.FramesPerSecond);

    private static ulong Units(TrackHeader track, long ticks) =>
        (ulong)Frames(ticks) * track.Timescale / FrameGrid.FramesPerSecond;

    private static double InSeconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private static double Seconds(TrackHeader track, ulong units) => (double)units / track.Timescale;
}
