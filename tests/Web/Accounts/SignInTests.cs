using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Web.Common;
using GalaPlatform.Web.Accounts;

namespace GalaPlatform.Tests.Web.Accounts;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private GalaServer _server = null!;

    public async Task InitializeAsync() => _server = await GalaServer.Start(_clock);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_browser_gets_a_cookie_that_no_script_can_read()
    {
        using var stranger = _server.Anonymous();
        using var answer = await stranger.Post("/api/account/login?useCookies=true", Form());

        Assert.Equal(204, (int)answer.StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("gala=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_signs_out_is_out_even_with_the_old_cookie()
    {
        using var stranger = _server.Anonymous();
        using var signedIn = await stranger.Post("/api/account/login?useCookies=true", Form());
        var cookie = ("Cookie", signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var before = await stranger.Send(HttpMethod.Get, "/api/me", null, cookie);
        using var signedOut = await stranger.Post("/api/account/logout", null, cookie);
        using var after = await stranger.Send(HttpMethod.Get, "/api/me", null, cookie);

        Assert.Equal(GalaServer.OrganizerEmail, (await before.Json(200)).Text("email"));
        Assert.Equal(204, (int)signedOut.StatusCode);
        await after.Problem(401, "not-signed-in");
    }

    [Fact]
    public async Task A_token_ends_and_its_refresh_token_brings_another()
    {
        var tokens = await SignIn();
        using var client = _server.WithToken(tokens.Text("accessToken"));
        _clock.Advance(TimeSpan.FromSeconds(tokens.GetProperty("expiresIn").GetInt32() + 1));
        using var late = await client.GetAsync("/api/me");
        using var stranger = _server.Anonymous();
        using var refreshed = await stranger.Post(
            "/api/account/refresh",
            new { refreshToken = tokens.Text("refreshToken") }
        );
        using var again = _server.WithToken((await refreshed.Json(200)).Text("accessToken"));
        using var me = await again.GetAsync("/api/me");

        await late.Problem(401, "not-signed-in");
        Assert.Equal("account", (await me.Json(200)).Text("kind"));
    }

    [Fact]
    public async Task After_signing_out_neither_token_is_worth_anything_and_other_sessions_go_on()
    {
        var tokens = await SignIn();
        using var other = _server.WithToken((await SignIn()).Text("accessToken"));
        using var client = _server.WithToken(tokens.Text("accessToken"));
        using var signedOut = await client.Post("/api/account/logout");
        using var late = await client.GetAsync("/api/me");
        using var stranger = _server.Anonymous();
        using var refreshed = await stranger.Post(
            "/api/account/refresh",
            new { refreshToken = tokens.Text("refreshToken") }
        );
        using var others = await other.GetAsync("/api/me");

        Assert.Equal(204, (int)signedOut.StatusCode);
        await late.Problem(401, "not-signed-in");
        await refreshed.Problem(401, "not-signed-in");
        await others.Json(200);
    }

    [Theory]
    [InlineData(GalaServer.OrganizerEmail)]
    [InlineData("nobody@example.org")]
    public async Task Wrong_passwords_are_refused_alike_and_then_not_even_tried(string email)
    {
        using var stranger = _server.Anonymous();
        for (var i = 0; i < SignInBudget.PerAddress; i++)
        {
            using var wrong = await stranger.Post("/api/account/login", new { email, password = "not the password" });
            await wrong.Problem(401, "bad-credentials");
        }
        using var locked = await stranger.Post("/api/account/login", new { email, password = GalaServer.Password });
        await locked.Problem(429, "locked-out");
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);

        _clock.Advance(TimeSpan.FromMinutes(6));

        using var later = await stranger.Post(
            "/api/account/login",
            new { email = GalaServer.OrganizerEmail, password = GalaServer.Password }
        );
        await later.Json(200);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer seat.nonsense")]
    [InlineData("Bearer seat.")]
    [InlineData("Basic b3JnOnBhc3M=")]
    [InlineData("nonsense")]
    public async Task A_forged_token_is_nobody(string authorization)
    {
        using var stranger = _server.Anonymous();
        using var answer = await stranger.Send(HttpMethod.Get, "/api/me", null, ("Authorization", authorization));

        await answer.Problem(401, "not-signed-in");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_token_in_the_address_is_not_looked_at()
    {
        var tokens = await SignIn();
        using var stranger = _server.Anonymous();
        using var answer = await stranger.GetAsync(
            $"/api/me?access_token={Uri.EscapeDataString(tokens.Text("accessToken"))}"
        );

        await answer.Problem(401, "not-signed-in");
    }

    private async Task<System.Text.Json.JsonElement> SignIn()
    {
        using var stranger = _server.Anonymous();
        using var answer = await stranger.Post("/api/account/login", Form());
        return await answer.Json(200);
    }

    private static object Form() => new { email = GalaServer.OrganizerEmail, password = GalaServer.Password };
}
