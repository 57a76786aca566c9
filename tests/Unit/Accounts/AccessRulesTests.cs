using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Web.Accounts;

namespace GalaPlatform.Tests.Unit.Accounts;

public sealed class AccessRulesTests
{
    private static readonly SchoolId School = new(Guid.NewGuid());
    private static readonly SchoolId OtherSchool = new(Guid.NewGuid());
    private static readonly ClassroomId Classroom = new(Guid.NewGuid());
    private static readonly ClassroomId OtherClassroom = new(Guid.NewGuid());
    private static readonly GalaId Gala = new(Guid.NewGuid());
    private static readonly GalaId OtherGala = new(Guid.NewGuid());

    private static readonly SeatIdentity Seat = new(
        new SeatId(Guid.NewGuid()),
        SeatKind.Class,
        "Loutre bleue",
        Classroom,
        "6B",
        School,
        "École des Érables",
        28,
        Gala: null,
        DateTimeOffset.MaxValue
    );

    private static readonly SeatIdentity SeatOfOneGala = Seat with { Gala = Gala };

    [Fact]
    public void A_seat_of_any_gala_is_let_into_each() => Assert.Null(AsSeat(Seat, AccessScope.Of(OtherGala)));

    [Fact]
    public void A_seat_of_one_gala_is_let_into_that_one() => Assert.Null(AsSeat(SeatOfOneGala, AccessScope.Of(Gala)));

    [Fact]
    public void A_seat_of_one_gala_is_not_let_into_another() =>
        Assert.Equal("forbidden", AsSeat(SeatOfOneGala, AccessScope.Of(OtherGala)));

    [Fact]
    public void A_seat_is_at_home_in_its_school_and_classroom()
    {
        Assert.Null(AsSeat(Seat, AccessScope.Of(School)));
        Assert.Null(AsSeat(Seat, AccessScope.Of(School, Classroom)));
        Assert.Equal("forbidden", AsSeat(Seat, AccessScope.Of(School, OtherClassroom)));
        Assert.Equal("not-found", AsSeat(Seat, AccessScope.Of(OtherSchool)));
    }

    [Fact]
    public void A_coordinator_counts_for_the_own_school_alone_and_elsewhere_it_is_not_even_told_that_there_is_one()
    {
        var coordinator = new Membership(StaffRole.Coordinator, School);

        Assert.Null(AsStaff(Audiences.Coordinator, coordinator, AccessScope.Of(School)));
        Assert.Equal("not-found", AsStaff(Audiences.Coordinator, coordinator, AccessScope.Of(OtherSchool)));
        Assert.Equal("forbidden", AsStaff(Audiences.Organizer, coordinator, AccessScope.Of(School)));
    }

    [Fact]
    public void A_teacher_of_one_classroom_counts_for_no_other()
    {
        var teacher = new Membership(StaffRole.Teacher, School, Classroom);

        Assert.Null(AsStaff(Audiences.Teacher, teacher, AccessScope.Of(School, Classroom)));
        Assert.Equal("forbidden", AsStaff(Audiences.Teacher, teacher, AccessScope.Of(School, OtherClassroom)));
        Assert.Equal("not-found", AsStaff(Audiences.Teacher, teacher, AccessScope.Of(OtherSchool, Classroom)));
    }

    [Fact]
    public void A_moderator_counts_in_the_own_gala_and_in_no_school()
    {
        var moderator = new Membership(StaffRole.Moderator, Gala: Gala);

        Assert.Null(AsStaff(Audiences.Moderator, moderator, AccessScope.Of(Gala)));
        Assert.Equal("forbidden", AsStaff(Audiences.Moderator, moderator, AccessScope.Of(OtherGala)));
        Assert.Equal("not-found", AsStaff(Audiences.Moderator, moderator, AccessScope.Of(School)));
    }

    private static string? AsSeat(SeatIdentity seat, AccessScope scope) =>
        AccessRules.Decide(Audiences.Seat, [], seat, scope).Refusal?.Code;

    private static string? AsStaff(Audiences allowed, Membership member, AccessScope scope) =>
        AccessRules.Decide(allowed, [member], null, scope).Refusal?.Code;
}
