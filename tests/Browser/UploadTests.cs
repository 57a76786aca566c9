using System.Text.RegularExpressions;
using GalaPlatform.Tests.Browser.Common;
using Microsoft.Playwright;

namespace GalaPlatform.Tests.Browser;

/// <summary>Sending videos as schools do: several at once, on a slow line, with a break in between.</summary>
public sealed partial class UploadTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string School = "École des Érables";
    private static readonly LocatorAssertionsToContainTextOptions Patience = new() { Timeout = 90_000 };
    private readonly string _clips = Directory.CreateTempSubdirectory("gala-clips-").FullName;
    private Platform _platform = null!;
    private string _school = null!;

    public async Task InitializeAsync()
    {
        _platform = await Platform.Start();
        using var organizer = await Api.SignIn(_platform.Address, Platform.OrganizerEmail);
        _school = await organizer.FoundSchool(School, Evening.CoordinatorEmail);
        using var coordinator = await Api.SignIn(_platform.Address, Evening.CoordinatorEmail);
        await coordinator.Make($"/api/schools/{_school}/classrooms", new { name = "6B", headcount = 28 });
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        Directory.Delete(_clips, true);
    }

    [Fact]
    public async Task Two_videos_are_dropped_one_is_paused_and_goes_on_after_the_browser_was_closed()
    {
        var small = await Clips.Make(_clips, "meteo.mp4", Clips.Colours, 2);
        var large = await Clips.Make(_clips, "robot_trieur.mp4", "mandelbrot=size=640x360:rate=24", 12);
        await using var visitor = await chromium.Visit(_platform.Address);
        await visitor.SignIn(Evening.CoordinatorEmail);
        await visitor.Page.WaitForURLAsync($"**/school/{_school}");
        await visitor.Page.WaitForSelectorAsync("#hand-in option", new() { State = WaitForSelectorState.Attached });
        await SlowLine(visitor.Page);

        await Drop(visitor.Page, small, large);
        var robot = Card(visitor.Page, "Robot trieur");
        await Assertions.Expect(robot.Locator(".sending")).ToContainTextAsync("/s", Patience);
        await Assertions.Expect(robot.Locator(".sending")).ToContainTextAsync(TenPerCent(), Patience);
        await robot.GetByRole(AriaRole.Button, new() { Name = "Mettre en pause" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#announcements")).ToContainTextAsync("en pause");
        await Assertions.Expect(Card(visitor.Page, "Meteo").Locator(".gates")).ToContainTextAsync("Prête", Patience);
        await visitor.Page.CloseAsync();

        var page = await visitor.NewPage();
        robot = Card(page, "Robot trieur");
        await using (await Unanswered(page, "**/api/uploads/*"))
        {
            await page.GotoAsync($"/school/{_school}");
            await Assertions.Expect(robot.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
            await Assertions.Expect(robot.Locator(".notice")).ToHaveCountAsync(0);
        }
        await Assertions.Expect(robot.Locator(".notice")).ToContainTextAsync("Envoi interrompu à");
        var before = await Sent(robot);
        Assert.InRange(before, 1, 99);
        await Line(page, 1_000_000);
        await page.SetInputFilesAsync("#drop [name=file]", large);
        await Assertions.Expect(robot.Locator(".sending")).ToContainTextAsync(" sur ");
        Assert.InRange(await Sent(robot), before, 100);
        await Assertions.Expect(robot.Locator(".gates")).ToContainTextAsync("Prête", Patience);
        await Assertions.Expect(page.Locator("#projects > li")).ToHaveCountAsync(2);
        Assert.Empty(visitor.Troubles);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_said_in_words_and_captions_too()
    {
        var clip = await Clips.Make(_clips, "meteo.mp4", Clips.Colours, 2);
        var empty = Path.Combine(_clips, "vide.mp4");
        var letter = Path.Combine(_clips, "lettre.docx");
        var captions = Path.Combine(_clips, "meteo.srt");
        await File.WriteAllTextAsync(empty, "");
        await File.WriteAllTextAsync(letter, "Bonjour");
        await File.WriteAllTextAsync(captions, "1\n00:00:00,000 -> 00:00:01,000\nBonjour\n");
        await using var visitor = await chromium.Visit(_platform.Address, width: 390, height: 844);
        await visitor.SignIn(Evening.CoordinatorEmail);
        await visitor.Page.WaitForSelectorAsync("#hand-in option", new() { State = WaitForSelectorState.Attached });

        await visitor.Page.SetInputFilesAsync("#drop [name=file]", [empty, letter, clip]);

        var trouble = visitor.Page.Locator("#hand-in-trouble");
        await Assertions.Expect(trouble).ToContainTextAsync("vide.mp4 : ce fichier est vide");
        await Assertions.Expect(trouble).ToContainTextAsync("lettre.docx : ce fichier n’est pas une vidéo");
        var card = Card(visitor.Page, "Meteo");
        await Assertions.Expect(card.Locator(".gates")).ToContainTextAsync("Prête", Patience);
        await card.Locator(".captions summary").ClickAsync();
        await card.Locator(".captions [name=file]").SetInputFilesAsync(captions);
        await card.Locator(".captions button[type=submit]").ClickAsync();
        await Assertions.Expect(card.Locator(".form-trouble")).ToContainTextAsync("Ligne 2 :");
        await File.WriteAllTextAsync(captions, "1\n00:00:00,000 --> 00:00:01,000\nBonjour\n");
        await card.Locator(".captions [name=file]").SetInputFilesAsync(captions);
        await card.Locator(".captions button[type=submit]").ClickAsync();
        await Assertions.Expect(card.Locator(".captions summary")).ToContainTextAsync("(fr)");
        await Assertions.Expect(visitor.Page.Locator("#projects > li")).ToHaveCountAsync(1);
        Assert.Equal(390, await visitor.Ask<int>("document.documentElement.scrollWidth"));
    }

    [GeneratedRegex(@"\(\d\d\W*%\)")]
    private static partial Regex TenPerCent();

    private static ILocator Card(IPage page, string title) =>
        page.Locator("#projects > li", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = title }) });

    private static async Task<int> Sent(ILocator card)
    {
        var bar = card.GetByRole(AriaRole.Progressbar);
        return (int)(100 * await bar.EvaluateAsync<double>("bar => bar.position"));
    }

    /// <summary>Requests are answered once this is disposed of.</summary>
    private static async Task<IAsyncDisposable> Unanswered(IPage page, string requests)
    {
        var patience = new TaskCompletionSource();
        await page.RouteAsync(
            requests,
            async route =>
            {
                await patience.Task;
                await route.ContinueAsync();
            }
        );
        return new Answers(page, requests, patience);
    }

    private sealed class Answers(IPage page, string requests, TaskCompletionSource patience) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            patience.SetResult();
            await page.UnrouteAsync(requests);
        }
    }

    /// <summary>A line of a school that is busy: a megabyte takes four seconds.</summary>
    private static Task SlowLine(IPage page) => Line(page, 250_000);

    private static async Task Line(IPage page, int bytesPerSecond)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = false,
                ["latency"] = 20,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = bytesPerSecond,
            }
        );
    }

    private static async Task Drop(IPage page, params string[] files)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            files => {
              const transfer = new DataTransfer();
              for (const { name, content } of files) {
                const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
                transfer.items.add(new File([bytes], name, { type: 'video/mp4' }));
              }
              return transfer;
            }
            """,
            files.Select(file => new
            {
                name = Path.GetFileName(file),
                content = Convert.ToBase64String(File.ReadAllBytes(file)),
            })
        );
        await page.DispatchEventAsync("#drop", "drop", new { dataTransfer = transfer });
    }
}
