using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Web.Classrooms;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Accounts;

internal sealed record Me(
    string Kind,
    AccountId? Id,
    string? Email,
    IReadOnlyList<MyRole> Roles,
    IReadOnlyList<MySchool> Schools,
    IReadOnlyList<MyClassroom> Classrooms,
    SeatAnswer? Seat
);

internal sealed record MyRole(StaffRole Role, SchoolId? SchoolId, ClassroomId? ClassroomId, GalaId? GalaId);

internal sealed record MySchool(SchoolId Id, string Name);

internal sealed record MyClassroom(ClassroomId Id, string Name, SchoolId SchoolId, string SchoolName, int Headcount);

/// <summary>Who am I?</summary>
internal static class MeEndpoints
{
    private static readonly PageRequest AllClassrooms = new(100, null);

    public static void MapMe(this IEndpointRouteBuilder app) =>
        app.MapApi(string.Empty, "Accounts").MapGet("/me", Get).Requires(GalaAction.ReadMe);

    private static async Task<Answer<Me>> Get(HttpContext http, Access access, IGrainFactory grains)
    {
        var seat = http.User.TryGetSeat(out var taken) ? SeatAnswer.Of(taken) : null;
        if (await access.MembershipsOf(http.User) is not { } memberships || !http.User.TryGetAccount(out var account))
        {
            return new Me("seat", null, null, [], [], [], seat);
        }
        var schools = await SchoolsOf(memberships, grains);
        return new Me(
            "account",
            account,
            http.User.Identity?.Name,
            [.. memberships.Select(one => new MyRole(one.Role, one.School, one.Classroom, one.Gala))],
            schools,
            await ClassroomsOf(memberships, grains),
            seat
        );
    }

    private static async Task<MySchool[]> SchoolsOf(Membership[] memberships, IGrainFactory grains)
    {
        var ids = memberships.Where(one => one.School is not null).Select(one => one.School!.Value).Distinct();
        var schools = await Task.WhenAll(ids.Select(id => grains.School(id).Get()));
        return
        [
            .. schools.Select(found => found.Value).OfType<SchoolView>().Select(one => new MySchool(one.Id, one.Name)),
        ];
    }

    // Who answers for a whole school has all its classrooms.
    private static async Task<MyClassroom[]> ClassroomsOf(Membership[] memberships, IGrainFactory grains)
    {
        var whole = memberships
            .Where(one => one is { School: not null, Classroom: null })
            .Select(one => one.School!.Value)
            .Distinct();
        var lists = await Task.WhenAll(
            whole.Select(school => grains.SchoolDirectory().Classrooms(school, AllClassrooms))
        );
        var named = memberships.Where(one => one.Classroom is not null).Select(one => one.Classroom!.Value).Distinct();
        var rooms = await Task.WhenAll(named.Select(id => grains.Classroom(id).Get()));
        return
        [
            .. lists
                .SelectMany(page => page.Items)
                .Concat(rooms.Select(found => found.Value).OfType<ClassroomView>())
                .DistinctBy(room => room.Id)
                .Select(room => new MyClassroom(room.Id, room.Name, room.School, room.SchoolName, room.Headcount)),
        ];
    }
}
