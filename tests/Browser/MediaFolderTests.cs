using System.Text.Json;
using GalaPlatform.Tests.Browser.Common;
using GalaPlatform.Tests.Specs.Common;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace GalaPlatform.Tests.Browser;

/// <summary>
/// What schools' devices record, in the browser of whoever watches it: every file of <c>good/</c>, in the folder that
/// <c>GALA_MEDIA</c> names, goes the whole way and plays from the school's page, picture and sound.
/// </summary>
public sealed class MediaFolderTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private static readonly TimeSpan Making = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Starting = TimeSpan.FromSeconds(30);

    private const string Screen = """
        (() => {
          const video = document.querySelector('#watch video');
          return JSON.stringify({
            at: video.currentTime,
            width: video.videoWidth,
            height: video.videoHeight,
            pictures: video.webkitDecodedFrameCount,
            sound: video.webkitAudioDecodedByteCount,
            error: video.error && video.error.message,
          });
        })()
        """;

    [AskedFor("GALA_MEDIA")]
    public async Task Everything_good_plays_in_the_browser_with_picture_and_sound()
    {
        await using var platform = await Platform.Start();
        using var organizer = await Api.SignIn(platform.Address, Platform.OrganizerEmail);
        var school = await organizer.FoundSchool("École des Érables", Evening.CoordinatorEmail);
        using var coordinator = await Api.SignIn(platform.Address, Evening.CoordinatorEmail);
        var titles = await HandInAll(coordinator, school);
        await using var visitor = await chromium.Visit(platform.Address);
        await visitor.Go($"/schools/{school}");

        foreach (var title in titles)
        {
            await Card(visitor.Page, title).Locator(".thumb").ClickAsync();
            var seen = default(JsonElement);
            await Until.True(
                $"{title} plays",
                Starting,
                async () =>
                {
                    seen = JsonDocument.Parse(await visitor.Ask<string>(Screen)).RootElement;
                    return seen.GetProperty("at").GetDouble() > 0.4;
                }
            );
            output.WriteLine($"{title}: {seen}");
            Assert.Equal(JsonValueKind.Null, seen.GetProperty("error").ValueKind);
            Assert.Equal(16 * seen.GetProperty("height").GetInt32(), 9 * seen.GetProperty("width").GetInt32(), 16.0);
            Assert.True(seen.GetProperty("pictures").GetInt32() > 5, title);
            Assert.True(seen.GetProperty("sound").GetInt32() > 0, title);
            await visitor.Page.ClickAsync("#watch-dialog [data-act=close]");
        }
        Assert.Empty(visitor.Troubles);
    }

    private static ILocator Card(IPage page, string title) =>
        page.Locator(
            "#items > li",
            new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }) }
        );

    private static async Task<string[]> HandInAll(Api coordinator, string school)
    {
        var files = Directory.GetFiles(Path.Combine(Environment.GetEnvironmentVariable("GALA_MEDIA")!, "good"));
        var classroomId = await coordinator.Make(
            $"/api/schools/{school}/classrooms",
            new { name = "6B", headcount = 28 }
        );
        var projects = new Dictionary<string, string>();
        foreach (var file in files.Order())
        {
            var title = Path.GetFileNameWithoutExtension(file);
            projects[title] = await coordinator.Make($"/api/schools/{school}/projects", new { classroomId, title });
            await coordinator.Upload(projects[title], file);
        }
        foreach (var (title, project) in projects)
        {
            await Until.True($"{title} is ready", Making, () => Evening.IsReady(coordinator, project));
            await Evening.Accept(coordinator, project);
        }
        return [.. projects.Keys];
    }
}
