using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Rehearsal.Measure;

namespace GalaPlatform.Tests.Unit.Load;

public sealed class HistogramTests
{
    [Fact]
    public void A_percentile_is_never_below_and_at_most_a_sixtieth_above_what_was_recorded()
    {
        var durations = Gen.Choose(0, 100_000_000).NonEmptyListOf().ToArbitrary();
        Prop.ForAll(
                durations,
                microseconds =>
                {
                    var histogram = new Histogram();
                    foreach (var one in microseconds)
                    {
                        histogram.Record(TimeSpan.FromMicroseconds(one));
                    }
                    var sorted = microseconds.Order().ToList();
                    return new[] { 1.0, 50, 99, 100 }.All(percent =>
                    {
                        var exact = sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100) - 1)] / 1000.0;
                        var read = histogram.Read().At(percent)!.Value;
                        return read >= exact && read <= exact * (1 + (1 / 60.0));
                    });
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Nothing_recorded_has_no_percentile()
    {
        Assert.Null(new Histogram().Read().At(50));
    }

    [Fact]
    public void Each_second_is_read_apart()
    {
        var (histogram, before) = (new Histogram(), (long[]?)null);
        histogram.Record(TimeSpan.FromSeconds(9));
        Assert.Equal(1, histogram.Since(ref before).Count);

        histogram.Record(TimeSpan.FromMilliseconds(1));
        var second = histogram.Since(ref before);

        Assert.Equal((1, 1.007), (second.Count, second.At(100)));
        Assert.Equal(2, histogram.Read().Count);
    }
}
