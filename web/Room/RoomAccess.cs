using System.Security.Claims;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Room;

/// <summary>Who may read and speak in a gala's room. Whoever may not is told that it does not exist.</summary>
internal sealed class RoomAccess(IGrainFactory grains, TimeProvider time)
{
    // A whole network may come in at the same moment.
    private readonly SharedReads<GalaId, Result<GalaView>> _galas = new(gala => grains.Gala(gala).Get());

    public async Task<Result<RoomReader>> Find(ClaimsPrincipal? user, GalaId gala)
    {
        if (user is null || !(await _galas.Get(gala)).Succeeded(out var view, out _))
        {
            return CommonRefusals.NotFound;
        }
        // A teacher's browser that shows the class's screen is both: in the room it is the class.
        if (user.TryGetSeat(out var seat) && MayWatch(seat, view, time.GetUtcNow()))
        {
            return ReaderOf(seat);
        }
        return user.TryGetAccount(out var account) && await RoleOf(account, view) is { } role
            ? new RoomReader(Actor.Of(account), new Author(null, NameOf(role), "", ""), null, 0)
            : CommonRefusals.NotFound;
    }

    /// <summary>A seat watches galas to which its school is invited, from the lobby on; and only the one that its code was for.</summary>
    public static bool MayWatch(SeatIdentity seat, GalaView gala, DateTimeOffset now) =>
        AccessTable.Allowed(GalaAction.ReadRoom).HasFlag(Audiences.Seat)
        && seat.ExpiresAt > now
        && gala.State is GalaState.Lobby or GalaState.Live or GalaState.Ended
        && (seat.Gala is null || seat.Gala == gala.Id)
        && gala.Schools.Contains(seat.School);

    /// <summary>The role in which an account is here: the one that comes first, or none.</summary>
    public static StaffRole? RoleIn(GalaView gala, IEnumerable<Membership> memberships) =>
        memberships
            .Where(one => AccessTable.Allowed(GalaAction.ReadRoom).HasFlag(AudienceOf(one.Role)) && HoldsIn(gala, one))
            .Select(one => (StaffRole?)one.Role)
            .MinBy(role => role == StaffRole.Moderator ? -1 : (int)role!);

    private static bool HoldsIn(GalaView gala, Membership one) =>
        one.Role switch
        {
            StaffRole.Organizer => true,
            StaffRole.Moderator => one.Gala == gala.Id,
            _ => one.School is { } school && gala.Schools.Contains(school),
        };

    private static Audiences AudienceOf(StaffRole role) =>
        role switch
        {
            StaffRole.Organizer => Audiences.Organizer,
            StaffRole.Coordinator => Audiences.Coordinator,
            StaffRole.Teacher => Audiences.Teacher,
            _ => Audiences.Moderator,
        };

    private static RoomReader ReaderOf(SeatIdentity seat) =>
        new(
            Actor.Of(seat.Id),
            new Author(seat.Id, seat.Name, seat.ClassroomName, seat.SchoolName),
            seat.Classroom,
            seat.People
        );

    private async Task<StaffRole?> RoleOf(AccountId account, GalaView gala) =>
        RoleIn(gala, await grains.Account(account).GetMemberships());

    // The page has the words in both languages.
    private static string NameOf(StaffRole role) => role.ToString().ToLowerInvariant();
}
