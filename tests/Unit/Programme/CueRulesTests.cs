using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Programme;

namespace GalaPlatform.Tests.Unit.Programme;

public sealed class CueRulesTests
{
    private static readonly DateTimeOffset Opening = ChannelExamples.Opening;

    [Fact]
    public void Next_takes_effect_at_a_boundary_that_every_node_can_still_hear_of()
    {
        var gala = Live(ChannelExamples.Video(5), ChannelExamples.Video(5));
        var now = Opening.AddSeconds(5);

        var cue = Give(gala, CueAction.Next, now).Value!.Cues[^1];

        Assert.InRange(cue.EffectiveAt, now + CueRules.Lead, now + CueRules.Lead + TimeSpan.FromSeconds(2));
        Assert.Equal(gala.Programme.Lines[1].Session.Id, OnAir(After(gala, CueAction.Next, now), cue.EffectiveAt));
    }

    [Fact]
    public void Two_clicks_on_next_within_one_segment_are_one_step()
    {
        var gala = Live(ChannelExamples.Video(5), ChannelExamples.Video(5), ChannelExamples.Video(5));
        var now = Opening.AddSeconds(5);

        var twice = After(After(gala, CueAction.Next, now), CueAction.Next, now);

        Assert.Equal(gala.Programme.Lines[1].Session.Id, OnAir(twice, twice.Programme.Cues[^1].EffectiveAt));
    }

    [Fact]
    public void What_is_held_can_be_resumed_and_nothing_else_can()
    {
        var gala = Live(ChannelExamples.Video(5));
        var now = Opening.AddSeconds(5);

        Assert.Equal("cue-does-not-fit", Give(gala, CueAction.Resume, now).Refusal?.Code);
        var held = After(gala, CueAction.Hold, now);
        Assert.Equal("cue-does-not-fit", Give(held, CueAction.Hold, now.AddSeconds(10)).Refusal?.Code);
        Assert.Null(Give(held, CueAction.Resume, now.AddSeconds(10)).Refusal);
    }

    [Fact]
    public void After_the_last_session_there_is_no_next()
    {
        var gala = Live(ChannelExamples.Video(2));

        Assert.Equal("cue-does-not-fit", Give(gala, CueAction.Next, Opening.AddSeconds(60)).Refusal?.Code);
    }

    [Theory]
    [InlineData(CueAction.Open)]
    [InlineData(CueAction.Begin)]
    [InlineData(CueAction.Close)]
    public void What_belongs_to_the_galas_life_is_no_cue_to_give(CueAction action)
    {
        var gala = Live(ChannelExamples.Video(5));

        Assert.Equal("cue-does-not-fit", Give(gala, action, Opening.AddSeconds(5)).Refusal?.Code);
    }

    [Fact]
    public void A_jump_leads_to_a_session_of_the_programme()
    {
        var gala = Live(ChannelExamples.Video(5), ChannelExamples.Video(5), ChannelExamples.Video(5));
        var (now, target) = (Opening.AddSeconds(5), gala.Programme.Lines[2].Session.Id);

        var jumped = After(gala, CueAction.Jump, now, target);

        Assert.Equal(target, OnAir(jumped, jumped.Programme.Cues[^1].EffectiveAt));
        var unknown = CueRules.Give(gala, CueAction.Jump, SessionId.New(TimeProvider.System), Slate, now);
        Assert.Equal("unknown-session", unknown.Refusal?.Code);
    }

    [Fact]
    public void A_withdrawn_project_leaves_the_air_at_the_next_boundary_and_never_comes_back()
    {
        var gala = Live(ChannelExamples.Video(30), ChannelExamples.Video(5));
        var (now, first) = (Opening.AddSeconds(5), gala.Programme.Lines[0].Session);

        var without = Withdraw(gala, first, now);

        var off = without.Programme.Cues[^1].EffectiveAt;
        Assert.InRange(off, now, now.AddSeconds(3));
        Assert.Equal(gala.Programme.Lines[1].Session.Id, OnAir(without, off));
        var back = CueRules.Give(without, CueAction.Jump, first.Id, Slate, now.AddSeconds(10));
        Assert.Equal("project-not-consented", back.Refusal?.Code);
    }

    [Fact]
    public void A_withdrawn_project_that_was_to_come_is_passed_over()
    {
        var gala = Live(ChannelExamples.Video(5), ChannelExamples.Video(5), ChannelExamples.Video(5));
        var second = gala.Programme.Lines[1].Session;

        var without = Withdraw(gala, second, Opening.AddSeconds(4));

        Assert.Equal(gala.Programme.Cues, without.Programme.Cues);
        Assert.Equal(gala.Programme.Lines[2].Session.Id, OnAir(without, Opening.AddSeconds(15)));
        Assert.DoesNotContain(without.Programme.Sessions, session => session.Id == second.Id);
    }

    [Fact]
    public void What_was_withdrawn_while_held_is_not_resumed()
    {
        var gala = Live(ChannelExamples.Video(30), ChannelExamples.Video(5));
        var held = After(gala, CueAction.Hold, Opening.AddSeconds(5));
        var without = Withdraw(held, gala.Programme.Lines[0].Session, Opening.AddSeconds(12));

        var resumed = After(without, CueAction.Resume, Opening.AddSeconds(20));

        Assert.Equal(gala.Programme.Lines[1].Session.Id, OnAir(resumed, resumed.Programme.Cues[^1].EffectiveAt));
    }

    [Fact]
    public void No_withdrawal_and_no_cue_changes_what_was_already_shown()
    {
        var acts = ArbMap.Default.GeneratorFor<byte>().ListOf().ToArbitrary();

        Prop.ForAll(acts, list => KeepsThePast(list)).QuickCheckThrowOnFailure();
    }

    private static bool KeepsThePast(IEnumerable<byte> acts)
    {
        var gala = Live([.. Enumerable.Range(3, 6).Select(count => ChannelExamples.Video(count, 1.3))]);
        var now = Opening.AddSeconds(1);
        foreach (var act in acts)
        {
            now += TimeSpan.FromMilliseconds(137 * act);
            var before = Shown(gala, now);
            gala = Act(gala, act, now);
            if (!before.SequenceEqual(Shown(gala, now)))
            {
                return false;
            }
        }
        return true;
    }

    private static GalaEventState Act(GalaEventState gala, byte act, DateTimeOffset now)
    {
        var line = gala.Programme.Lines[act % gala.Programme.Lines.Length].Session;
        return (act % 5) switch
        {
            0 => After(gala, CueAction.Next, now),
            1 => After(gala, CueAction.Hold, now),
            2 => After(gala, CueAction.Resume, now),
            3 => After(gala, CueAction.Jump, now, line.Id),
            _ when gala.Programme.Lines.Length > 1 => Withdraw(gala, line, now),
            _ => gala,
        };
    }

    private static (long, string, int)[] Shown(GalaEventState gala, DateTimeOffset now) =>
        [
            .. ChannelTimeline
                .From(CueRules.PlanOf(gala, Slate))
                .Window(now, 400)
                .Select(segment => (segment.Sequence, segment.Asset.Prefix, segment.Number)),
        ];

    private static GalaPlatform.Projects.MediaAsset Slate => ChannelExamples.SlateAsset;

    private static GalaEventState Live(params ProgrammeSession[] sessions)
    {
        var view = new GalaView(default, new("Gala", null), null, GalaState.Live, Opening, "UTC", [], [], 1);
        Cue[] cues =
        [
            new(1, CueAction.Open, null, Opening, Opening.AddSeconds(-6)),
            new(2, CueAction.Begin, null, Opening, Opening),
        ];
        var programme = new ProgrammeState([.. sessions.Select(session => new ProgrammeLine(session, false))], cues, 1);
        return new GalaEventState(view, programme, Opening, 1);
    }

    private static Result<ProgrammeState> Give(GalaEventState gala, CueAction action, DateTimeOffset now) =>
        CueRules.Give(gala, action, null, Slate, now);

    private static GalaEventState After(
        GalaEventState gala,
        CueAction action,
        DateTimeOffset now,
        SessionId? session = null
    ) =>
        CueRules.Give(gala, action, session, Slate, now).Value is { } programme
            ? gala with
            {
                Programme = programme,
            }
            : gala;

    private static GalaEventState Withdraw(GalaEventState gala, ProgrammeSession session, DateTimeOffset now) =>
        CueRules.Withdraw(gala, session.Project!.Value, Slate, now) is { } programme
            ? gala with
            {
                Programme = programme,
            }
            : gala;

    private static SessionId? OnAir(GalaEventState gala, DateTimeOffset at) =>
        ChannelTimeline.From(CueRules.PlanOf(gala, Slate)).SegmentAt(at)?.Session;
}
