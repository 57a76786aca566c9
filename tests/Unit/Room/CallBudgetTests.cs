using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Web.Room;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class CallBudgetTests
{
    [Fact]
    public void So_many_at_once_then_so_many_a_second_and_never_more_than_the_burst_at_once()
    {
        var clock = new ManualClock();
        var budget = new CallBudget(clock, burst: 3, perSecond: 2);

        var atOnce = Spend(budget, 10);
        clock.Advance(TimeSpan.FromSeconds(1));
        var afterASecond = Spend(budget, 10);
        clock.Advance(TimeSpan.FromHours(1));
        var afterAnHour = Spend(budget, 10);

        Assert.Equal((3, 2, 3), (atOnce, afterASecond, afterAnHour));
    }

    private static int Spend(CallBudget budget, int times) => Enumerable.Range(0, times).Count(_ => budget.TrySpend());
}
