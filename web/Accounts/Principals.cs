using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Claims;
using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Galas;
using GalaPlatform.Schools;

namespace GalaPlatform.Web.Accounts;

/// <summary>A seat as its token says it. Nothing in it says who the pupil is.</summary>
public sealed record SeatIdentity(
    SeatId Id,
    SeatKind Kind,
    string Name,
    ClassroomId Classroom,
    string ClassroomName,
    SchoolId School,
    string SchoolName,
    int People,
    GalaId? Gala,
    DateTimeOffset ExpiresAt
)
{
    public static SeatIdentity Of(SeatView seat) =>
        new(
            seat.Id,
            seat.Kind,
            seat.Name,
            seat.Classroom,
            seat.ClassroomName,
            seat.School,
            seat.SchoolName,
            seat.People,
            seat.Gala,
            seat.ExpiresAt
        );
}

/// <summary>
/// Who a request comes from. A browser may be both: a teacher who is signed in and shows the class's screen.
/// </summary>
public static class Principals
{
    internal const string SeatAuthentication = "Seat";
    internal const string SessionClaim = "sid";

    public static bool TryGetAccount(this ClaimsPrincipal user, out AccountId id)
    {
        var staff = user.Identities.FirstOrDefault(identity =>
            identity is { IsAuthenticated: true } and not SeatClaims
        );
        return AccountId.TryParse(
            staff?.FindFirst(ClaimTypes.NameIdentifier)?.Value,
            CultureInfo.InvariantCulture,
            out id
        );
    }

    public static bool TryGetSeat(this ClaimsPrincipal user, [NotNullWhen(true)] out SeatIdentity? seat)
    {
        seat = user.Identities.OfType<SeatClaims>().FirstOrDefault()?.Seat;
        return seat is not null;
    }

    /// <summary>Who answers for a command of this user. The account first: what a seat may do is in the room alone.</summary>
    public static Actor Actor(this ClaimsPrincipal user) =>
        user.TryGetAccount(out var account) ? GalaPlatform.Accounts.Actor.Of(account)
        : user.TryGetSeat(out var seat) ? GalaPlatform.Accounts.Actor.Of(seat.Id)
        : GalaPlatform.Accounts.Actor.Platform;

    internal static string? Session(this ClaimsPrincipal user) => user.FindFirst(SessionClaim)?.Value;

    internal static ClaimsIdentity IdentityOf(SeatIdentity seat) => new SeatClaims(seat);

    internal static ClaimsIdentity IdentityOf(AccountId account, string email, Guid session, string scheme) =>
        new(
            [
                new Claim(ClaimTypes.NameIdentifier, account.ToString()),
                new Claim(ClaimTypes.Name, email),
                new Claim(SessionClaim, session.ToString("N")),
            ],
            scheme,
            ClaimTypes.Name,
            ClaimTypes.Role
        );

    private sealed class SeatClaims(SeatIdentity seat)
        : ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, seat.Id.ToString())], SeatAuthentication)
    {
        public SeatIdentity Seat => seat;

        // A copy of the principal must keep the seat.
        public override ClaimsIdentity Clone() => new SeatClaims(seat);
    }
}
