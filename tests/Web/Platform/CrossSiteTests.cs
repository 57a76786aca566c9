using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Platform;

[Collection(OneServerCollection.Name)]
public sealed class CrossSiteTests(OneServer one)
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_cannot_act_with_the_browser_s_cookies(string header, string value)
    {
        using var browser = await SignedInBrowser();
        using var refused = await browser.Post("/api/schools", new { name = "École" }, (header, value));

        await refused.Problem(403, "cross-site");
    }

    [Fact]
    public async Task The_site_s_own_pages_can()
    {
        using var browser = await SignedInBrowser();
        using var fetched = await browser.Post(
            "/api/schools",
            new { name = "École" },
            ("Sec-Fetch-Site", "same-origin")
        );
        using var older = await browser.Post(
            "/api/schools",
            new { name = "École" },
            ("Origin", one.Server.Address.GetLeftPart(UriPartial.Authority))
        );

        await fetched.Json(201);
        await older.Json(201);
    }

    [Fact]
    public async Task A_script_with_a_token_comes_from_wherever_it_likes()
    {
        using var answer = await one.Organizer.Post(
            "/api/schools",
            new { name = "École" },
            ("Origin", "https://intranet.example")
        );

        await answer.Json(201);
    }

    private async Task<HttpClient> SignedInBrowser()
    {
        var browser = one.Server.Anonymous(followCookies: true);
        using var signedIn = await browser.Post(
            "/api/account/login?useCookies=true",
            new { email = GalaServer.OrganizerEmail, password = GalaServer.Password }
        );
        Assert.Equal(204, (int)signedIn.StatusCode);
        return browser;
    }
}
