using Microsoft.Playwright;

namespace GalaPlatform.Tests.Browser.Common;

/// <summary>Debian's Chromium without a window. Each visitor is somebody else, on a device of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
    ];

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Flags };
        _browser = await _playwright.Chromium.LaunchAsync(options);
    }

    public async Task DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }

    internal async Task<Visitor> Visit(string address, string locale = "fr-CA", int width = 1280, int height = 720)
    {
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address,
                Locale = locale,
                TimezoneId = "America/Toronto",
                ViewportSize = new ViewportSize { Width = width, Height = height },
            }
        );
        context.SetDefaultTimeout(20_000);
        return await Visitor.Arrive(context, address);
    }
}

/// <summary>One device. It notes what a careful site never does: errors in the console, requests to other hosts.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _troubles = [];

    private readonly string _address;

    private Visitor(IBrowserContext context, IPage page, string address) =>
        (_context, Page, _address) = (context, page, address);

    public IPage Page { get; }

    /// <summary>Everything that should not have happened.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    public static async Task<Visitor> Arrive(IBrowserContext context, string address)
    {
        var visitor = new Visitor(context, await context.NewPageAsync(), address);
        visitor.Watch(visitor.Page);
        return visitor;
    }

    /// <summary>Another page of the same browser, as after closing the first.</summary>
    public async Task<IPage> NewPage()
    {
        var page = await _context.NewPageAsync();
        Watch(page);
        return page;
    }

    public Task Go(string path) => Page.GotoAsync(path);

    public async Task SignIn(string email)
    {
        await Go("/sign-in");
        await Page.FillAsync("[name=email]", email);
        await Page.FillAsync("[name=password]", Platform.Password);
        await Page.ClickAsync("#sign-in button");
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Types a class code as it stands on the board, and comes in.</summary>
    public async Task Join(string code)
    {
        await Go("/join");
        await Page.FillAsync("[name=code]", $"{code[..4].ToLowerInvariant()} {code[4..]}");
        await Page.ClickAsync("#join button[type=submit]");
        try
        {
            await Page.WaitForURLAsync("**/live/*");
        }
        catch (TimeoutException problem)
        {
            var shown = await Page.InnerTextAsync("main");
            throw new TimeoutException($"Nobody came in. {Page.Url} shows: {shown}", problem);
        }
    }

    public Task<T> Ask<T>(string script) => Page.EvaluateAsync<T>(script);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsExpected(message.Text))
            {
                _troubles.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _troubles.Add($"script: {error}");
        page.Request += (_, request) =>
        {
            var isOurs = request.Url.StartsWith(_address, StringComparison.Ordinal);
            if (
                !isOurs
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
            {
                _troubles.Add($"elsewhere: {request.Url}");
            }
        };
    }

    // Asking who one is before signing in, and a wrong code: Chromium writes every 4xx into its console.
    private static bool IsExpected(string text) =>
        text.StartsWith("Failed to load resource", StringComparison.Ordinal)
        && (
            text.Contains("401", StringComparison.Ordinal) || text.Contains("404 (Not Found)", StringComparison.Ordinal)
        );
}
