using System.Numerics;

namespace GalaPlatform.Rehearsal.Measure;

/// <summary>
/// Durations in microseconds, in buckets that grow with what they hold: 64 to each doubling, so that a percentile is at most
/// 1.6 % above what was recorded. Many may record at once.
/// </summary>
internal sealed class Histogram
{
    private const int BitsInBucket = 6;
    private const int Linear = 2 << BitsInBucket;
    private const int Doublings = 40;

    private readonly long[] _counts = new long[Doublings << BitsInBucket];

    public void Record(TimeSpan duration)
    {
        var microseconds = Math.Max(0, (long)duration.TotalMicroseconds);
        Interlocked.Increment(ref _counts[Math.Min(IndexOf(microseconds), _counts.Length - 1)]);
    }

    public Percentiles Read() => new(Copy());

    /// <summary>What was recorded since the last time; for one caller.</summary>
    /// <param name="before">The state at that time; becomes the present one.</param>
    public Percentiles Since(ref long[]? before)
    {
        var now = Copy();
        var since = new long[now.Length];
        for (var index = 0; index < now.Length; index++)
        {
            since[index] = now[index] - (before?[index] ?? 0);
        }
        before = now;
        return new Percentiles(since);
    }

    internal static int IndexOf(long microseconds)
    {
        if (microseconds < Linear)
        {
            return (int)microseconds;
        }
        var shift = BitOperations.Log2((ulong)microseconds) - BitsInBucket;
        return (shift << BitsInBucket) + (int)(microseconds >> shift);
    }

    internal static long LargestIn(int index)
    {
        if (index < Linear)
        {
            return index;
        }
        var shift = (index >> BitsInBucket) - 1;
        return ((long)(index - (shift << BitsInBucket) + 1) << shift) - 1;
    }

    private long[] Copy()
    {
        var copy = new long[_counts.Length];
        for (var index = 0; index < copy.Length; index++)
        {
            copy[index] = Interlocked.Read(ref _counts[index]);
        }
        return copy;
    }
}

/// <summary>What a histogram holds at one moment.</summary>
internal sealed class Percentiles(long[] counts)
{
    public long Count { get; } = counts.Sum();

    /// <summary>The milliseconds that so many of a hundred did not exceed; null if there were none.</summary>
    public double? At(double percent)
    {
        if (Count == 0)
        {
            return null;
        }
        var (needed, seen) = (Math.Max(1, (long)Math.Ceiling(Count * percent / 100)), 0L);
        for (var index = 0; ; index++)
        {
            seen += counts[index];
            if (seen >= needed)
            {
                return Histogram.LargestIn(index) / 1000.0;
            }
        }
    }
}
