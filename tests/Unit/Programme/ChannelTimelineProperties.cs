using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using static GalaPlatform.Tests.Unit.Programme.ChannelExamples;

namespace GalaPlatform.Tests.Unit.Programme;

/// <summary>What holds for every programme and every evening of cues.</summary>
public sealed class ChannelTimelineProperties
{
    private static readonly CueAction[] LiveActions =
    [
        CueAction.Next,
        CueAction.Jump,
        CueAction.Hold,
        CueAction.Resume,
    ];

    [Fact]
    public void A_cue_never_changes_what_was_published() =>
        ForEveryEvening(evening =>
        {
            foreach (var (before, after, givenAt) in evening)
            {
                Assert.Equal(before.Window(givenAt, 10_000), after.Window(givenAt, 10_000));
            }
        });

    [Fact]
    public void Segments_follow_each_other_in_time_and_number_with_discontinuities_counted() =>
        ForEveryEvening(evening =>
        {
            var all = evening[^1].After.Window(At(7200), 100_000);
            Assert.All(all.Index(), item => Assert.Equal(item.Index, item.Item.Sequence));
            foreach (var (segment, next) in all.Zip(all.Skip(1)))
            {
                Assert.Equal(segment.End, next.Start);
                Assert.Equal(segment.Discontinuities + (next.StartsDiscontinuity ? 1 : 0), next.Discontinuities);
                Assert.True(
                    next.StartsDiscontinuity || (segment.Asset == next.Asset && segment.Number + 1 == next.Number)
                );
            }
        });

    [Fact]
    public void A_node_that_starts_later_computes_the_same_channel() =>
        ForEveryEvening(evening =>
        {
            var held = evening[^1].After;
            var fresh = ChannelTimeline.From(held.Plan);
            Assert.Equal(held.Window(At(3600), 100), fresh.Window(At(3600), 100));
        });

    [Fact]
    public void Every_rung_shows_the_same_instants_and_of_each_video_the_best_that_it_has_there() =>
        ForEveryEvening(evening =>
        {
            var timeline = evening[^1].After;
            for (var at = 0; at < 120; at += 7)
            {
                var window = timeline.Window(At(at), HlsPlaylists.WindowSegments);
                foreach (var rung in Ladder.Rungs)
                {
                    var playlist = HlsPlaylists.Channel(timeline, rung, At(at), asset => asset.Prefix)!;
                    Assert.Equal(
                        window.Select(segment =>
                            $"{segment.Asset.Prefix}/{Ladder.On(segment.Asset, rung).Name}/{segment.Number:00000}.m4s"
                        ),
                        playlist.Split('\n').Where(line => line.EndsWith(".m4s", StringComparison.Ordinal))
                    );
                    Assert.All(
                        window,
                        segment => Assert.Equal(Best(segment.Asset, rung), Ladder.On(segment.Asset, rung))
                    );
                }
            }
        });

    // Every ladder here goes down to the smallest rung.
    private static Rendition Best(MediaAsset asset, Rung rung) =>
        asset.Renditions.Where(it => it.Height <= rung.Height).MaxBy(it => it.Height)!;

    private sealed record Step(ChannelTimeline Before, ChannelTimeline After, DateTimeOffset GivenAt);

    private static void ForEveryEvening(Action<List<Step>> check) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => check(Evening(new Random(seed))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static List<Step> Evening(Random random)
    {
        var sessions = Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomSession(random)).ToArray();
        var plan = Plan(sessions, Open());
        var now = Opening;
        var steps = new List<Step>();
        foreach (
            var action in (CueAction[])
                [CueAction.Begin, .. random.GetItems(LiveActions, random.Next(0, 8)), CueAction.Close]
        )
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 20_000));
            var before = ChannelTimeline.From(plan);
            var target = sessions[random.Next(sessions.Length)].Id;
            var cue = new Cue(plan.Cues.Length + 1, action, target, now, before.BoundaryAfter(now)!.Value);
            plan = plan with { Version = plan.Version + 1, Cues = [.. plan.Cues, cue] };
            steps.Add(new Step(before, ChannelTimeline.From(plan), now));
            now = cue.EffectiveAt;
        }
        return steps;
    }

    private static ProgrammeSession RandomSession(Random random) =>
        random.Next(3) == 0
            ? Slate(random.Next(1, 15))
            : Video(random.Next(1, 8), 0.1 + (random.NextDouble() * 1.9), RandomLadder(random));

    private static Rendition[] RandomLadder(Random random) =>
        [
            .. Ladder
                .Rungs.Skip(random.Next(Ladder.Rungs.Count))
                .Select(rung => new Rendition(rung.Name, rung.Width, rung.Height, 1, 1, "avc1.4d401f,mp4a.40.2")),
        ];
}
