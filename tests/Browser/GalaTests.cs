using System.Diagnostics;
using GalaPlatform.Tests.Browser.Common;
using Microsoft.Playwright;

namespace GalaPlatform.Tests.Browser;

/// <summary>The whole evening, as the people in front of the screens see it.</summary>
public sealed class GalaTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_organizer_goes_live_and_classes_watch_chat_and_react_together()
    {
        await using var evening = await Evening.Prepare(TimeSpan.FromMinutes(30));
        await using var organizer = await chromium.Visit(evening.Address);
        await using var maples = await chromium.Visit(evening.Address);
        await using var river = await chromium.Visit(evening.Address, "en-CA", 390, 844);

        await OpenTheDoors(organizer, evening);
        await maples.Join(await Evening.CodeOf(evening.Maples));
        await river.Join(await Evening.CodeOf(evening.River));
        await Press(organizer, "Passer en direct");

        await PictureMoves(maples);
        await PictureMoves(river);
        await TheyShowTheSameMoment(maples, river);
        await MessagesArriveWithinASecond(maples, river);
        await ReactionsAreSeen(river, maples);
        await Expect(maples, "#presence", "2 écrans · 51 personnes");
        await ThePaceIsTheOrganizers(organizer, maples);

        Assert.Empty(organizer.Troubles);
        Assert.Empty(maples.Troubles);
        Assert.Empty(river.Troubles);
    }

    private static async Task OpenTheDoors(Visitor organizer, Evening evening)
    {
        await organizer.SignIn(Platform.OrganizerEmail);
        await organizer.Page.ClickAsync("#galas .button");
        await Expect(organizer, "#gala-title", Evening.Title);
        await Expect(organizer, "#sessions", Evening.FirstVideo);
        await Press(organizer, "Annoncer");
        await Press(organizer, "Ouvrir les portes");
        await Expect(organizer, "#state", "Portes ouvertes");
    }

    private static Task Press(Visitor organizer, string label) =>
        organizer.Page.ClickAsync($"#buttons button:has-text('{label}')");

    private static async Task PictureMoves(Visitor visitor)
    {
        await Until.True(
            "there is a picture",
            Soon,
            () => visitor.Ask<bool>("document.querySelector('#video').videoWidth > 0")
        );
        var before = await visitor.Ask<double>("document.querySelector('#video').currentTime");
        await Until.True(
            "the picture moves",
            Soon,
            async () => await visitor.Ask<double>("document.querySelector('#video').currentTime") > before + 1
        );
    }

    // The page says in data-instant which moment of the channel is on its screen.
    private static Task TheyShowTheSameMoment(Visitor one, Visitor other) =>
        Until.True(
            "both screens show the same moment",
            Soon,
            async () => Math.Abs(await Lag(one) - await Lag(other)) < 0.5 && Math.Abs(await Lag(one) - 6) < 1
        );

    private static Task<double> Lag(Visitor visitor) =>
        visitor.Ask<double>("Number(document.querySelector('#stage').dataset.lag || 99)");

    // Both pages tell the time themselves: until a click is made, a tool waits for what no hand waits for.
    private const string NotePress = """
        () => document.querySelector('#send').addEventListener('click', () => { window.pressedAt = Date.now(); }, { capture: true, once: true })
        """;

    private const string WhenShown = """
        text => new Promise((resolve, reject) => {
          const messages = document.querySelector('#messages');
          const look = () => {
            if ([...messages.querySelectorAll('.words')].some(words => words.textContent.includes(text))) {
              resolve(Date.now());
            }
          };
          new MutationObserver(look).observe(messages, { childList: true, subtree: true, characterData: true });
          setTimeout(() => reject(new Error(`"${text}" was not shown`)), 30_000);
          look();
        })
        """;

    private static async Task MessagesArriveWithinASecond(Visitor from, Visitor to)
    {
        var took = new List<TimeSpan>();
        foreach (
            var text in new[] { "Bravo la 5A!", "On a hâte de voir la suite <3", "Salut de l’École des Érables 🎉" }
        )
        {
            await from.Page.FillAsync("#text", text);
            await from.Page.WaitForSelectorAsync("#send:enabled");
            await from.Page.EvaluateAsync(NotePress);
            var shown = to.Page.EvaluateAsync<double>(WhenShown, text);
            await from.Page.ClickAsync("#send");
            took.Add(TimeSpan.FromMilliseconds(await shown - await from.Ask<double>("window.pressedAt")));
        }
        Assert.True(took.Order().ElementAt(1) < TimeSpan.FromSeconds(1), string.Join(", ", took));
        var signature = await to.Page.Locator("#messages .message .meta").First.InnerTextAsync();
        Assert.Contains("6B", signature, StringComparison.Ordinal);
        Assert.Contains("École des Érables", signature, StringComparison.Ordinal);
    }

    private static async Task ReactionsAreSeen(Visitor from, Visitor to)
    {
        await from.Page.ClickAsync(".reaction[data-kind=clap]");
        await from.Page.ClickAsync(".reaction[data-kind=clap]");
        await Expect(to, "[data-count=clap]", "2");
    }

    private static async Task ThePaceIsTheOrganizers(Visitor organizer, Visitor visitor)
    {
        await organizer.Page.ClickAsync("#pause-room");
        await Expect(visitor, "#say-note", "fermé");
        await organizer.Page.ClickAsync("#pause-room");
        await visitor.Page.WaitForSelectorAsync("#text:enabled");
        await organizer.Page.SelectOptionAsync("#slow", "30");
        await Expect(organizer, "#slow option:checked", "30 s");
    }

    private static Task Expect(Visitor visitor, string selector, string text) =>
        Assertions
            .Expect(visitor.Page.Locator(selector))
            .ToContainTextAsync(
                text,
                new LocatorAssertionsToContainTextOptions { Timeout = (float)Soon.TotalMilliseconds }
            );
}
