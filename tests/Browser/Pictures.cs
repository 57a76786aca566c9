using GalaPlatform.Tests.Browser.Common;
using Microsoft.Playwright;

namespace GalaPlatform.Tests.Browser;

/// <summary>
/// Takes the README's pictures: <c>GALA_PICTURES=infra/docs/images dotnet test tests/Browser --filter Pictures</c>.
/// Without the variable there is nothing to do.
/// </summary>
public sealed class Pictures(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Pictures_for_the_documentation_are_taken_on_demand()
    {
        if (Environment.GetEnvironmentVariable("GALA_PICTURES") is not { Length: > 0 } folder)
        {
            return;
        }
        await using var evening = await Evening.Prepare(TimeSpan.FromMinutes(12));
        await evening.Move("scheduled", "lobby");
        await using var organizer = await chromium.Visit(evening.Address, height: 900);
        await using var school = await chromium.Visit(evening.Address, height: 900);
        await using var maples = await chromium.Visit(evening.Address);
        await using var river = await chromium.Visit(evening.Address);
        await maples.Join(await Evening.CodeOf(evening.Maples));
        await river.Join(await Evening.CodeOf(evening.River));
        await Say(river, "Bonjour de l’École du Fleuve!");
        await Say(maples, "Salut la 5A! On est prêts.");
        await evening.Move("live");
        await maples.Page.WaitForSelectorAsync("#lower-third:visible");
        await Say(river, "Wow, une seule formule fait tout ça!");
        foreach (var kind in new[] { "clap", "heart", "star" })
        {
            await river.Page.ClickAsync($".reaction[data-kind={kind}]");
        }
        await maples.Page.WaitForSelectorAsync("#bursts svg");
        await Take(maples, folder, "live");

        await organizer.SignIn(Platform.OrganizerEmail);
        await organizer.Go($"/organizer/galas/{evening.GalaId}");
        await organizer.Page.WaitForSelectorAsync("#tail .who");
        await Until.True(
            "the preview plays",
            TimeSpan.FromSeconds(20),
            () => organizer.Ask<bool>("document.querySelector('#preview').currentTime > 1")
        );
        await Take(organizer, folder, "organizer");

        await school.SignIn(Evening.CoordinatorEmail);
        await school.Page.WaitForSelectorAsync("#projects .thumb img");
        await school.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Take(school, folder, "school");
    }

    private static async Task Say(Visitor visitor, string text)
    {
        await visitor.Page.FillAsync("#text", text);
        await visitor.Page.WaitForSelectorAsync("#send:enabled");
        await visitor.Page.ClickAsync("#send");
        await visitor
            .Page.Locator("#messages .words")
            .Filter(new LocatorFilterOptions { HasText = text })
            .WaitForAsync();
    }

    private static Task<byte[]> Take(Visitor visitor, string folder, string name) =>
        visitor.Page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(Path.GetFullPath(folder), $"{name}.png") }
        );
}
