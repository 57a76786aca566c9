using GalaPlatform.Room;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Web.Room;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class ReactionSumsTests
{
    [Fact]
    public async Task Five_thousand_taps_a_second_are_ten_calls_and_none_is_lost()
    {
        const int Seconds = 4;
        const int TapsPerMillisecond = 5;
        var (clock, sums, calls) = (new ManualClock(), 0, 0);
        using var taps = new ReactionSums(
            clock,
            (reactions, _) =>
            {
                Interlocked.Increment(ref calls);
                Interlocked.Add(ref sums, reactions[0]);
                return Task.CompletedTask;
            },
            () => default
        );

        // The first taps after a pause are told at once, on a thread of their own; from then on the clock tells when.
        taps.Add(0);
        await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref calls) == 1), TimeSpan.FromSeconds(10));
        for (var millisecond = 0; millisecond < Seconds * 1000; millisecond++)
        {
            for (var tap = 0; tap < TapsPerMillisecond; tap++)
            {
                taps.Add(0);
            }
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        const int Tapped = (Seconds * 1000 * TapsPerMillisecond) + 1;
        await Eventually.Holds(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(Volatile.Read(ref sums) == Tapped);
            },
            TimeSpan.FromSeconds(10)
        );
        Assert.InRange((double)calls / Tapped, 0, 0.005);
    }
}
