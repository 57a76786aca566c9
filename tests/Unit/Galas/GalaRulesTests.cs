using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Programme;
using GalaPlatform.Tests.Unit.Programme;

namespace GalaPlatform.Tests.Unit.Galas;

public sealed class GalaRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 15, 14, 0, 0, TimeSpan.Zero);

    private static readonly (GalaState From, GalaState To)[] Allowed =
    [
        (GalaState.Draft, GalaState.Scheduled),
        (GalaState.Draft, GalaState.Cancelled),
        (GalaState.Scheduled, GalaState.Lobby),
        (GalaState.Scheduled, GalaState.Live),
        (GalaState.Scheduled, GalaState.Cancelled),
        (GalaState.Lobby, GalaState.Live),
        (GalaState.Lobby, GalaState.Cancelled),
        (GalaState.Live, GalaState.Ended),
        (GalaState.Ended, GalaState.Archived),
    ];

    [Fact]
    public void A_gala_never_leaves_its_table_of_transitions_whatever_is_asked()
    {
        var steps = Gen.Elements(Enum.GetValues<GalaState>());
        var asked = steps.ListOf().ToArbitrary();

        Prop.ForAll(asked, list => Follows(list)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_state_but_the_last_two_leads_somewhere()
    {
        foreach (var from in Enum.GetValues<GalaState>())
        {
            var ways = Enum.GetValues<GalaState>().Where(to => GalaRules.Allows(from, to));
            Assert.Equal(Allowed.Where(one => one.From == from).Select(one => one.To).Order(), ways.Order());
        }
    }

    [Fact]
    public void A_gala_with_nothing_to_show_does_not_go_live()
    {
        var gala = Gala() with { Programme = ProgrammeState.Empty };
        var scheduled = Move(gala, GalaState.Scheduled).Value!;

        Assert.Equal("empty-programme", Move(scheduled, GalaState.Live).Refusal?.Code);
    }

    [Theory]
    [InlineData("America/Toronto", null)]
    [InlineData("UTC", null)]
    [InlineData("Eastern Standard Time", "unknown-time-zone")]
    [InlineData("America/Montreal", null)]
    [InlineData("Antarctica/Troll", null)]
    [InlineData("localtime", "unknown-time-zone")]
    [InlineData("posix/America/Toronto", "unknown-time-zone")]
    [InlineData("America//Toronto", "unknown-time-zone")]
    [InlineData("america/toronto", "unknown-time-zone")]
    [InlineData("Mars/Olympus", "unknown-time-zone")]
    [InlineData("../America/Toronto", "unknown-time-zone")]
    [InlineData("", "unknown-time-zone")]
    [InlineData(null, "unknown-time-zone")]
    public void A_time_zone_is_one_of_the_worlds_list_by_its_exact_name(string? zone, string? code)
    {
        var gala = new NewGala(new LocalText("Gala", null), Now.AddDays(1), zone!, null);

        Assert.Equal(code, GalaRules.Create(null, new GalaId(Guid.NewGuid()), gala, Now).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, "starts-in-the-past")]
    [InlineData(-1, "starts-in-the-past")]
    [InlineData(1, null)]
    public void A_gala_starts_later_than_now(int seconds, string? code)
    {
        var gala = new NewGala(new LocalText("Gala", null), Now.AddSeconds(seconds), "America/Toronto", null);

        Assert.Equal(code, GalaRules.Create(null, new GalaId(Guid.NewGuid()), gala, Now).Refusal?.Code);
    }

    [Theory]
    [InlineData(GalaState.Lobby)]
    [InlineData(GalaState.Live)]
    public void Without_a_slate_there_is_no_channel(GalaState to)
    {
        var scheduled = Move(Gala(), GalaState.Scheduled).Value!;

        var refused = GalaRules.Transition(scheduled, to, null, Now);

        Assert.Equal("channel-not-ready", refused.Refusal?.Code);
    }

    [Fact]
    public void Going_live_at_once_opens_the_channel_and_begins()
    {
        var scheduled = Move(Gala(), GalaState.Scheduled).Value!;

        var live = Move(scheduled, GalaState.Live).Value!;

        Assert.Equal([CueAction.Open, CueAction.Begin], [.. live.Programme.Cues.Select(cue => cue.Action)]);
        Assert.Equal(Now - CueRules.HeadStart, live.Programme.Cues[0].EffectiveAt);
        Assert.InRange(live.Programme.Cues[1].EffectiveAt, Now + CueRules.Lead, Now.AddSeconds(2.5));
    }

    [Fact]
    public void The_time_stays_once_the_doors_are_open()
    {
        var lobby = Move(Move(Gala(), GalaState.Scheduled).Value!, GalaState.Lobby).Value!;

        var later = GalaRules.Change(lobby, new GalaChange(null, Now.AddDays(2), null, null), null, Now);
        var renamed = GalaRules.Change(lobby, new GalaChange(new("Grand gala", null), null, null, null), null, Now);

        Assert.Equal("gala-under-way", later.Refusal?.Code);
        Assert.Equal("Grand gala", renamed.Value!.View.Title.Fr);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_title_has_at_most_200_signs(int length, bool fits)
    {
        var title = new LocalText(new string('a', length), null);

        var created = GalaRules.Create(
            null,
            default,
            new NewGala(title, Now.AddHours(1), "America/Toronto", null),
            Now
        );

        Assert.Equal(fits ? null : "too-long", created.Refusal?.Code);
    }

    private static bool Follows(IEnumerable<GalaState> asked)
    {
        var gala = Gala();
        var now = Now;
        foreach (var to in asked)
        {
            now += TimeSpan.FromSeconds(30);
            var from = gala.View.State;
            var moved = GalaRules.Transition(gala, to, ChannelExamples.SlateAsset, now);
            if (moved.IsRefused == Allowed.Contains((from, to)))
            {
                return false;
            }
            gala = moved.Value ?? gala;
            if (gala.View.State != (moved.IsRefused ? from : to) || !IsOrdered(gala.Programme.Cues))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsOrdered(Cue[] cues) =>
        cues.Zip(cues.Skip(1)).All(pair => pair.First.EffectiveAt <= pair.Second.EffectiveAt)
        && cues.Select(cue => cue.Number).SequenceEqual(Enumerable.Range(1, cues.Length));

    private static Result<GalaEventState> Move(GalaEventState gala, GalaState to) =>
        GalaRules.Transition(gala, to, ChannelExamples.SlateAsset, Now);

    private static GalaEventState Gala() =>
        GalaRules
            .Create(null, default, new NewGala(new("Gala", null), Now.AddHours(1), "America/Toronto", null), Now)
            .Value! with
        {
            Programme = new ProgrammeState([new(ChannelExamples.Slate(10), false)], [], 1),
        };
}
