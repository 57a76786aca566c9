using GalaPlatform.Tests.Browser.Common;
using Microsoft.Playwright;

namespace GalaPlatform.Tests.Browser;

/// <summary>The pages one by one: words, languages, what goes wrong.</summary>
public sealed class PageTests(Chromium chromium, PageTests.Server server)
    : IClassFixture<Chromium>,
        IClassFixture<PageTests.Server>
{
    [Theory]
    [InlineData("fr-CA", "Rejoindre le gala", "fr")]
    [InlineData("en-CA", "Join the gala", "en")]
    [InlineData("de-DE", "Rejoindre le gala", "fr")]
    public async Task A_page_speaks_the_browsers_language_and_French_if_in_doubt(
        string locale,
        string title,
        string lang
    )
    {
        await using var visitor = await chromium.Visit(server.Address, locale);

        await visitor.Go("/join");

        Assert.Equal(title, await visitor.Page.InnerTextAsync("h1"));
        Assert.Equal(lang, await visitor.Ask<string>("document.documentElement.lang"));
    }

    [Fact]
    public async Task The_language_switch_is_remembered()
    {
        await using var visitor = await chromium.Visit(server.Address);
        await visitor.Go("/join");

        await visitor.Page.ClickAsync("a.language");
        await visitor.Go("/sign-in");

        Assert.Equal("Staff sign-in", await visitor.Page.InnerTextAsync("h1"));
        Assert.Empty(visitor.Troubles);
    }

    [Theory]
    [InlineData("fr-CA", "Ce code n’est pas valide")]
    [InlineData("en-CA", "This code is not valid")]
    public async Task A_wrong_code_is_answered_in_words(string locale, string words)
    {
        await using var visitor = await chromium.Visit(server.Address, locale);
        await visitor.Go("/join");

        await visitor.Page.FillAsync("[name=code]", "ABCD 2345");
        await visitor.Page.ClickAsync("#join button[type=submit]");

        await Assertions.Expect(visitor.Page.Locator(".form-trouble")).ToContainTextAsync(words);
        Assert.Equal("true", await visitor.Page.GetAttributeAsync("[name=code]", "aria-invalid"));
        Assert.DoesNotContain("ABCD", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_before_a_pages_script_is_there_stays_and_is_sent_nowhere()
    {
        await using var visitor = await chromium.Visit(server.Address);
        var page = visitor.Page;
        var isHere = new TaskCompletionSource();
        await page.RouteAsync(
            "**/assets/*.js",
            async route =>
            {
                await isHere.Task;
                await route.ContinueAsync();
            }
        );

        await page.GotoAsync("/join", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.FillAsync("[name=code]", "ABCD 2345");
        await page.Keyboard.PressAsync("Enter");
        isHere.SetResult();
        await Assertions.Expect(page.Locator("#join button[type=submit]")).ToBeEnabledAsync();

        Assert.Equal("ABCD 2345", await page.InputValueAsync("[name=code]"));
        Assert.EndsWith("/join", page.Url, StringComparison.Ordinal);
        Assert.Empty(visitor.Troubles);
    }

    [Fact]
    public async Task A_password_typed_before_the_script_is_there_never_stands_in_the_address()
    {
        await using var visitor = await chromium.Visit(server.Address);
        await visitor.Page.RouteAsync("**/assets/*.js", route => route.AbortAsync());
        await visitor.Go("/sign-in");

        await visitor.Page.FillAsync("[name=email]", Platform.OrganizerEmail);
        await visitor.Page.FillAsync("[name=password]", "une phrase secrète");
        // Noted where it outlives the page: a browser that sends a form leaves for its address only afterwards.
        await visitor.Page.EvaluateAsync(
            "document.addEventListener('submit', () => sessionStorage.setItem('sent', 'yes'), true)"
        );
        await visitor.Page.Keyboard.PressAsync("Enter");

        Assert.Null(await visitor.Ask<string?>("sessionStorage.getItem('sent')"));
    }

    [Fact]
    public async Task A_code_in_the_address_is_never_read()
    {
        await using var visitor = await chromium.Visit(server.Address);

        await visitor.Go("/join?code=ABCD2345");

        Assert.Equal("", await visitor.Page.InputValueAsync("[name=code]"));
    }

    [Fact]
    public async Task A_wrong_password_is_answered_in_words()
    {
        await using var visitor = await chromium.Visit(server.Address);
        await visitor.Go("/sign-in");

        await visitor.Page.FillAsync("[name=email]", "personne@example.org");
        await visitor.Page.FillAsync("[name=password]", "pas le bon");
        await visitor.Page.ClickAsync("#sign-in button");

        await Assertions.Expect(visitor.Page.Locator(".form-trouble")).ToContainTextAsync("n’est pas le bon");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/join")]
    [InlineData("/sign-in")]
    [InlineData("/set-up/un-jeton")]
    [InlineData("/organizer/nulle-part")]
    public async Task A_page_that_anybody_may_see_is_quiet_and_stays_on_this_host(string path)
    {
        await using var visitor = await chromium.Visit(server.Address);

        await visitor.Go(path);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Empty(visitor.Troubles);
        Assert.True(
            await visitor.Ask<bool>(
                "document.fonts.status === 'loaded' && getComputedStyle(document.querySelector('h1')).fontWeight >= 600"
            )
        );
    }

    [Fact]
    public async Task The_staffs_pages_send_a_stranger_to_the_door_and_back()
    {
        await using var visitor = await chromium.Visit(server.Address);
        await visitor.Go("/organizer/schools");
        await visitor.Page.WaitForURLAsync("**/sign-in?return=*");

        await visitor.Page.FillAsync("[name=email]", Platform.OrganizerEmail);
        await visitor.Page.FillAsync("[name=password]", Platform.Password);
        await visitor.Page.ClickAsync("#sign-in button");

        await visitor.Page.WaitForURLAsync("**/organizer/schools");
    }

    [Fact]
    public async Task A_gala_without_a_seat_asks_for_the_code()
    {
        await using var visitor = await chromium.Visit(server.Address);

        await visitor.Go("/live/0190f3a2b1c47d5e8f60718293a4b5c6");

        await Assertions.Expect(visitor.Page.Locator("#slate")).ToContainTextAsync("il faut le code de votre classe");
    }

    /// <summary>One platform for all of these: they change nothing.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private Platform _platform = null!;

        internal string Address => _platform.Address;

        public async Task InitializeAsync() => _platform = await Platform.Start();

        public async Task DisposeAsync() => await _platform.DisposeAsync();
    }
}
