using System.Security.Claims;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Web.Accounts;

internal sealed record SignInForm(string? Email, string? Password);

internal sealed record RefreshForm(string? RefreshToken);

internal sealed record SetUpForm(string? Token, string? Email, string? Password);

/// <summary>The staff's way in and out.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var account = app.MapApi("/account", "Accounts");
        account.MapPost("/login", SignIn).Requires(GalaAction.SignIn).Produces<AccessTokenResponse>().Produces(204);
        account.MapPost("/refresh", Refresh).Requires(GalaAction.SignIn).Produces<AccessTokenResponse>();
        account.MapPost("/logout", (Delegate)SignOut).Requires(GalaAction.SignIn);
        account.MapPost("/set-up", SetUp).Requires(GalaAction.SignIn);
        app.MapMe();
    }

    /// <summary>The browser's staff cookie for this account; for the page that signs in without script.</summary>
    public static async Task SignInBrowser(this HttpContext http, AccountId account, string email)
    {
        var session = await http.RequestServices.GetRequiredService<StaffSessions>().Start(account);
        var identity = Principals.IdentityOf(account, email, session, IdentityConstants.ApplicationScheme);
        await http.SignInAsync(
            IdentityConstants.ApplicationScheme,
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { IsPersistent = true }
        );
    }

    /// <summary>Ends the session behind this request, on the server too, and takes both cookies back.</summary>
    public static async Task SignOutBrowser(this HttpContext http)
    {
        if (Guid.TryParseExact(http.User.Session(), "N", out var session))
        {
            await http.RequestServices.GetRequiredService<StaffSessions>().Finish(session);
        }
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        http.Response.Cookies.Delete(GalaAuthentication.SeatCookie);
    }

    private static async Task<IResult> SignIn(
        SignInForm form,
        HttpContext http,
        StaffAccounts accounts,
        StaffSessions sessions,
        ILogger<StaffAccounts> log,
        bool useCookies = false
    )
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
        if (
            !(await accounts.CheckPassword(form.Email, form.Password, address)).Succeeded(
                out var account,
                out var refusal
            )
        )
        {
            log.SignInRefused(refusal.Code);
            return refusal.ToResult();
        }
        var id = new AccountId(account.Id);
        if (useCookies)
        {
            await http.SignInBrowser(id, account.Email!);
            return Finished.Well;
        }
        return Tokens(id, account.Email!, await sessions.Start(id));
    }

    private static async Task<IResult> Refresh(
        RefreshForm form,
        StaffAccounts accounts,
        StaffSessions sessions,
        IOptionsMonitor<BearerTokenOptions> bearer,
        TimeProvider clock
    )
    {
        var ticket = bearer.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(form.RefreshToken);
        if (
            ticket?.Properties.ExpiresUtc is not { } end
            || clock.GetUtcNow() >= end
            || !ticket.Principal.TryGetAccount(out var id)
            || !Guid.TryParseExact(ticket.Principal.Session(), "N", out var session)
            || await accounts.Find(id) is not { } account
            || !await sessions.Renew(session)
        )
        {
            return AccountRefusals.NotSignedIn.ToResult();
        }
        return Tokens(id, account.Email!, session);
    }

    private static async Task<Finished> SignOut(HttpContext http)
    {
        await http.SignOutBrowser();
        return Finished.Well;
    }

    private static async Task<Finished> SetUp(SetUpForm form, SetUpDoor door, IServiceProvider services)
    {
        var made = await door.Enter(
            form.Token,
            () => FirstStart.Make(services, form.Email, form.Password),
            result => !result.IsRefused
        );
        return new Finished(made is null ? AccountRefusals.SetUpClosed : made.Refusal);
    }

    private static SignInHttpResult Tokens(AccountId account, string email, Guid session) =>
        TypedResults.SignIn(
            new ClaimsPrincipal(Principals.IdentityOf(account, email, session, IdentityConstants.BearerScheme)),
            authenticationScheme: IdentityConstants.BearerScheme
        );
}
