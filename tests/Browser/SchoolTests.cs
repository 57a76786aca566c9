using GalaPlatform.Tests.Browser.Common;
using Microsoft.Playwright;

namespace GalaPlatform.Tests.Browser;

/// <summary>A school prepares its part, through the pages alone.</summary>
public sealed class SchoolTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly LocatorAssertionsToContainTextOptions Patience = new() { Timeout = 90_000 };

    [Fact]
    public async Task A_school_hands_in_a_video_and_it_ends_in_its_playlist()
    {
        var clips = Directory.CreateTempSubdirectory("gala-clips-").FullName;
        var file = await Clips.Make(clips, "robot.mp4", Clips.Colours, 4);
        await using var platform = await Platform.Start();
        using var organizer = await Api.SignIn(platform.Address, Platform.OrganizerEmail);
        var school = await organizer.FoundSchool("École des Érables", Evening.CoordinatorEmail);
        await using var visitor = await chromium.Visit(platform.Address);
        await visitor.SignIn(Evening.CoordinatorEmail);
        await visitor.Page.WaitForURLAsync($"**/school/{school}");

        await AddClassroom(visitor.Page, "6B", "28");
        await ShowCode(visitor.Page);
        await HandIn(visitor.Page, file);
        await Accept(visitor.Page);

        await visitor.Go($"/schools/{school}");
        await Assertions.Expect(visitor.Page.Locator("#items")).ToContainTextAsync("Notre robot");
        await visitor.Page.ClickAsync("#items .thumb");
        await Until.True(
            "it plays",
            TimeSpan.FromSeconds(30),
            () => visitor.Ask<bool>("document.querySelector('#watch video').currentTime > 0.5")
        );
        Assert.Empty(visitor.Troubles);
        Directory.Delete(clips, true);
    }

    private static async Task AddClassroom(IPage page, string name, string headcount)
    {
        await page.FillAsync("#new-classroom [name=name]", name);
        await page.FillAsync("#new-classroom [name=headcount]", headcount);
        await page.ClickAsync("#new-classroom button");
        await Assertions.Expect(page.Locator("#classrooms")).ToContainTextAsync("28 élèves");
    }

    private static async Task ShowCode(IPage page)
    {
        await page.ClickAsync("#classrooms button");
        await Assertions
            .Expect(page.Locator("#code"))
            .ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4}$"));
        await page.ClickAsync("#code-dialog [data-act=close]");
    }

    private static async Task HandIn(IPage page, string file)
    {
        await page.SetInputFilesAsync("#drop [name=file]", file);
        await Assertions.Expect(page.Locator("#projects h3")).ToHaveTextAsync("Robot");
        await page.ClickAsync("#projects .edit summary");
        await page.FillAsync("#projects [name=title]", "Notre robot");
        await page.ClickAsync("#projects .edit button");
        await Assertions.Expect(page.Locator("#projects h3")).ToHaveTextAsync("Notre robot");
        await Assertions.Expect(page.Locator("#projects .gates")).ToContainTextAsync("Prête", Patience);
    }

    private static async Task Accept(IPage page)
    {
        await page.ClickAsync("#projects button:has-text('Approuver')");
        await Assertions.Expect(page.Locator("#projects .gates")).ToContainTextAsync("Approuvé");
        await page.ClickAsync("#projects summary");
        await page.CheckAsync("#projects [value=public]");
        await page.ClickAsync("#projects button:has-text('Attester')");
        await Assertions.Expect(page.Locator("#projects .gates")).ToContainTextAsync("gala, réseau, public");
    }
}
