using System.Security.Claims;
using GalaPlatform.Accounts;
using GalaPlatform.Common;

namespace GalaPlatform.Web.Accounts;

/// <summary>Decides by the one table who may do what where. One per request: memberships are asked for once.</summary>
internal sealed class Access(IGrainFactory grains)
{
    private (AccountId Account, Membership[] Memberships)? _known;

    /// <summary>Done if the user may; 401 if nobody is signed in, 403 within one's own scope, 404 for somebody else's.</summary>
    public async Task<Result<Done>> Require(ClaimsPrincipal user, GalaAction action, AccessScope scope)
    {
        var allowed = AccessTable.Allowed(action);
        if (allowed.HasFlag(Audiences.Anonymous))
        {
            return default(Done);
        }
        var memberships = await MembershipsOf(user);
        if (memberships is null && !user.TryGetSeat(out _))
        {
            return AccountRefusals.NotSignedIn;
        }
        return AccessRules.Decide(allowed, memberships ?? [], SeatOf(user), scope);
    }

    /// <summary>True if the user may; for what is shown to some and not to others.</summary>
    public async Task<bool> May(ClaimsPrincipal user, GalaAction action, AccessScope scope) =>
        !(await Require(user, action, scope)).IsRefused;

    /// <summary>The memberships of the signed-in account; null for a seat or a stranger.</summary>
    public async Task<Membership[]?> MembershipsOf(ClaimsPrincipal user)
    {
        if (!user.TryGetAccount(out var account))
        {
            return null;
        }
        if (_known is not { } known || known.Account != account)
        {
            known = (account, await grains.GetGrain<IAccountGrain>(account.Value).GetMemberships());
            _known = known;
        }
        return known.Memberships;
    }

    private static SeatIdentity? SeatOf(ClaimsPrincipal user) => user.TryGetSeat(out var seat) ? seat : null;
}

/// <summary>The rules behind <see cref="Access"/>, as pure functions.</summary>
internal static class AccessRules
{
    public static Result<Done> Decide(
        Audiences allowed,
        IReadOnlyList<Membership> memberships,
        SeatIdentity? seat,
        AccessScope scope
    )
    {
        var present = memberships.Aggregate(Audiences.None, (all, one) => all | Seen(one, scope)) | Seen(seat, scope);
        return (present & allowed) != 0 ? default(Done)
            : IsOwn(memberships, seat, scope) ? CommonRefusals.Forbidden
            : CommonRefusals.NotFound;
    }

    // A role counts only where it holds: elsewhere it is as if the person did not have it.
    private static Audiences Seen(Membership one, AccessScope scope) =>
        one.Role switch
        {
            StaffRole.Organizer => Audiences.Organizer,
            StaffRole.Coordinator when scope.School is null || scope.School == one.School => Audiences.Coordinator,
            StaffRole.Teacher when HoldsFor(one, scope) => Audiences.Teacher,
            StaffRole.Moderator when scope is { School: null } && (scope.Gala is null || scope.Gala == one.Gala) =>
                Audiences.Moderator,
            _ => Audiences.None,
        };

    private static bool HoldsFor(Membership teacher, AccessScope scope) =>
        scope.School is null
        || (
            scope.School == teacher.School
            && (scope.Classroom is null || teacher.Classroom is null || scope.Classroom == teacher.Classroom)
        );

    private static Audiences Seen(SeatIdentity? seat, AccessScope scope) =>
        seat is not null
        && (scope.School is null || scope.School == seat.School)
        && (scope.Classroom is null || scope.Classroom == seat.Classroom)
        && (scope.Gala is null || seat.Gala is null || scope.Gala == seat.Gala)
            ? Audiences.Seat
            : Audiences.None;

    // Galas are announced to everybody; that a school or a classroom exists is its own people's to know.
    private static bool IsOwn(IReadOnlyList<Membership> memberships, SeatIdentity? seat, AccessScope scope) =>
        scope.School is not { } school
        || seat?.School == school
        || memberships.Any(one => one.Role == StaffRole.Organizer || one.School == school);
}
