using System.Security.Claims;
using System.Text.Encodings.Web;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Web.Accounts;

/// <summary>
/// Finds out who a request comes from: the bearer token if there is one, and it alone; else the cookies, of the staff
/// and of the seat, which one browser may both have.
/// </summary>
internal sealed class GalaAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SeatTokens seats,
    StaffSessions sessions
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Gala";
    public const string StaffCookie = "gala";
    public const string SeatCookie = "gala-seat";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var identities =
            header.Length == 0 ? [await Staff(IdentityConstants.ApplicationScheme), Seat(Request.Cookies[SeatCookie])]
            : !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? []
            : header.AsSpan(Bearer.Length).StartsWith(SeatTokens.Prefix) ? [Seat(header[Bearer.Length..])]
            : new[] { await Staff(IdentityConstants.BearerScheme) };
        var present = identities.OfType<ClaimsIdentity>().ToArray();
        return present.Length == 0
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(present), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Context.WriteProblem(GalaPlatform.Accounts.AccountRefusals.NotSignedIn);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Context.WriteProblem(GalaPlatform.Common.CommonRefusals.Forbidden);

    private async Task<ClaimsIdentity?> Staff(string scheme)
    {
        var found = await Context.AuthenticateAsync(scheme);
        return
            found.Principal is { } staff
            && Guid.TryParseExact(staff.Session(), "N", out var session)
            && await sessions.IsInForce(session)
            ? staff.Identities.First()
            : null;
    }

    private ClaimsIdentity? Seat(string? token) => seats.Read(token) is { } seat ? Principals.IdentityOf(seat) : null;
}
