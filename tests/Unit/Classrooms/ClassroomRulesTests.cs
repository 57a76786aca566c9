using System.Collections.Immutable;
using GalaPlatform.Classrooms;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Classrooms;

namespace GalaPlatform.Tests.Unit.Classrooms;

public sealed class ClassroomRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 15, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_seat_has_a_name_of_its_own_even_when_the_list_runs_out()
    {
        var classroom = Classroom(headcount: 200);

        while (Take(classroom) is { } seat)
        {
            classroom = classroom with { Seats = classroom.Seats.Add(seat.Id, seat) };
        }

        Assert.Equal(405, classroom.Seats.Count);
        Assert.Equal(405, classroom.Seats.Values.Select(seat => seat.Name).Distinct().Count());
        Assert.Equal(Pseudonyms.Count, classroom.Seats.Values.Count(seat => Pseudonyms.Contains(seat.Name)));
    }

    [Fact]
    public void A_code_lives_twelve_hours_after_the_galas_start_and_never_less_than_one()
    {
        Assert.Equal(Now.AddHours(24), ClassroomRules.CodeEnd(null, Now));
        Assert.Equal(Now.AddDays(7).AddHours(12), ClassroomRules.CodeEnd(Now.AddDays(7), Now));
        Assert.Equal(Now.AddHours(1), ClassroomRules.CodeEnd(Now.AddDays(-7), Now));
    }

    [Fact]
    public void An_expired_code_opens_nothing()
    {
        var late = ClassroomRules.TakeSeat(
            Classroom(20),
            SeatId.New(TimeProvider.System),
            "AAAABBBB",
            SeatKind.Pupil,
            null,
            0,
            Now.AddHours(1)
        );

        Assert.Equal("code-unknown", late.Refusal?.Code);
    }

    [Fact]
    public void Old_failures_are_forgiven_one_by_one()
    {
        var budget = FailureBudget.Full;
        for (var second = 0; second < 10; second++)
        {
            (budget, var refusal) = budget.Spend(Now.AddSeconds(second));
            Assert.Null(refusal);
        }

        Assert.Equal(51, budget.Spend(Now.AddSeconds(9)).Refusal?.RetryAfterSeconds);
        Assert.Null(budget.Spend(Now.AddSeconds(60)).Refusal);
        Assert.NotNull(budget.Spend(Now.AddSeconds(60)).Next.Spend(Now.AddSeconds(60)).Refusal);
    }

    private static Seat? Take(ClassroomState classroom) =>
        ClassroomRules
            .TakeSeat(classroom, SeatId.New(TimeProvider.System), "AAAABBBB", SeatKind.Pupil, null, 7, Now)
            .Value;

    private static ClassroomState Classroom(int headcount) =>
        new(
            new ClassroomView(default, default(SchoolId), "École des Érables", "6B", headcount, 1),
            new CodeInForce("AAAABBBB", null, Now.AddHours(1)),
            ImmutableDictionary<SeatId, Seat>.Empty
        );
}
