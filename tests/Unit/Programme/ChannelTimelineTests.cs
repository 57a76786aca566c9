using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using static GalaPlatform.Tests.Unit.Programme.ChannelExamples;

namespace GalaPlatform.Tests.Unit.Programme;

public sealed class ChannelTimelineTests
{
    [Fact]
    public void Before_it_opens_nothing_is_on()
    {
        var timeline = ChannelTimeline.From(Plan([Video(3)]));

        Assert.Null(timeline.Start);
        Assert.Null(timeline.SegmentAt(Opening));
        Assert.Empty(timeline.Window(Opening, 10));
        Assert.Null(HlsPlaylists.Channel(timeline, Ladder.Rungs[1], Opening, asset => asset.Prefix));
    }

    [Fact]
    public void From_opening_on_the_slate_goes_round_with_a_discontinuity_at_each_lap()
    {
        var timeline = ChannelTimeline.From(Plan([], Open()));

        var window = timeline.Window(At(11), 10);

        Assert.Equal([0, 1, 2, 3, 4, 5], window.Select(segment => segment.Sequence));
        Assert.Equal([0, 1, 2, 0, 1, 2], window.Select(segment => segment.Number));
        Assert.Equal([false, false, false, true, false, false], window.Select(segment => segment.StartsDiscontinuity));
        Assert.Equal([0, 0, 0, 1, 1, 1], window.Select(segment => segment.Discontinuities));
    }

    [Fact]
    public void Sessions_follow_each_other_by_the_clock_without_a_gap()
    {
        var (first, second) = (Video(3, lastSeconds: 0.4), Video(2));
        var timeline = ChannelTimeline.From(Plan([first, second], Open(), Begin(10)));

        Assert.Null(timeline.OnAirAt(At(9.9)));
        Assert.Equal(new OnAir(first.Id, At(10), At(14.4), false), timeline.OnAirAt(At(10)));
        Assert.Equal(new OnAir(second.Id, At(14.4), At(18.4), false), timeline.OnAirAt(At(14.4)));
        Assert.Null(timeline.OnAirAt(At(18.4)));
        Assert.Equal(SessionState.Done, timeline.StateOf(first.Id, At(14.4)));
        Assert.Equal(SessionState.OnAir, timeline.StateOf(second.Id, At(14.4)));
    }

    [Fact]
    public void A_slate_session_lasts_whole_segments()
    {
        var pause = Slate(seconds: 5);
        var timeline = ChannelTimeline.From(Plan([pause, Video(1)], Open(), Begin(2)));

        Assert.Equal((At(2), At(8)), timeline.TimesOf(pause.Id));
    }

    [Fact]
    public void Next_leaves_a_session_at_the_boundary_and_what_was_published_stays()
    {
        var (first, second) = (Video(10), Video(5));
        var before = ChannelTimeline.From(Plan([first, second], Open(), Begin(10)));
        var boundary = before.BoundaryAfter(At(13))!.Value;
        var after = ChannelTimeline.From(Plan([first, second], Open(), Begin(10), Next(boundary)));

        Assert.Equal(At(14), boundary);
        Assert.Equal(before.Window(At(13.9), 50), after.Window(At(13.9), 50));
        Assert.Equal(second.Id, after.OnAirAt(boundary)!.SessionId);
        Assert.Equal((At(10), At(14)), after.TimesOf(first.Id));
    }

    [Fact]
    public void Next_in_the_last_segment_leads_to_the_next_session_and_not_past_it()
    {
        var (first, second) = (Video(2), Video(5));
        var timeline = ChannelTimeline.From(Plan([first, second], Open(), Begin(10), Next(At(14))));

        Assert.Equal(second.Id, timeline.OnAirAt(At(14))!.SessionId);
    }

    [Fact]
    public void A_hold_shows_the_slate_and_resume_goes_on_where_it_stopped()
    {
        var video = Video(5);
        var timeline = ChannelTimeline.From(Plan([video], Open(), Begin(10), Hold(14), Resume(20)));

        Assert.Equal(new OnAir(video.Id, At(10), At(26), true), timeline.OnAirAt(At(15)));
        Assert.Equal(SlateAsset, timeline.SegmentAt(At(15))!.Value.Asset);
        Assert.Equal(2, timeline.SegmentAt(At(20))!.Value.Number);
        Assert.Equal((At(10), At(26)), timeline.TimesOf(video.Id));
    }

    [Fact]
    public void While_held_nobody_knows_the_end()
    {
        var video = Video(5);
        var timeline = ChannelTimeline.From(Plan([video], Open(), Begin(10), Hold(14)));

        Assert.Equal(new OnAir(video.Id, At(10), null, true), timeline.OnAirAt(At(500)));
    }

    [Fact]
    public void A_jump_skips_what_lies_between()
    {
        var (first, second, third) = (Video(5), Video(5), Video(5));
        var timeline = ChannelTimeline.From(Plan([first, second, third], Open(), Begin(10), Jump(14, third)));

        Assert.Equal(third.Id, timeline.OnAirAt(At(14))!.SessionId);
        Assert.Equal(SessionState.Skipped, timeline.StateOf(second.Id, At(14)));
    }

    [Fact]
    public void After_closing_the_playlist_ends_and_stays_as_it_was()
    {
        var timeline = ChannelTimeline.From(Plan([Video(2)], Open(), Begin(10), Close(20)));

        var playlist = HlsPlaylists.Channel(timeline, Ladder.Rungs[1], At(25), asset => asset.Prefix)!;

        Assert.EndsWith("#EXT-X-ENDLIST\n", playlist);
        Assert.Equal(playlist, HlsPlaylists.Channel(timeline, Ladder.Rungs[1], At(2500), asset => asset.Prefix));
        Assert.Null(timeline.SegmentAt(At(20)));
    }

    [Fact]
    public void The_channels_playlist_reads_as_players_expect()
    {
        var video = Video(2, lastSeconds: 0.4);
        var timeline = ChannelTimeline.From(Plan([video], Open(), Begin(2)));

        var playlist = HlsPlaylists.Channel(timeline, Ladder.Rungs[1], At(4.5), asset => "a/" + asset.Prefix);

        Assert.Equal(
            $"""
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MAP:URI="a/slates/1/720p/init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-12-15T15:00:00.000Z
            #EXTINF:2,
            a/slates/1/720p/00000.m4s
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="a/{video.Media!.Prefix}/720p/init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-12-15T15:00:02.000Z
            #EXTINF:2,
            a/{video.Media.Prefix}/720p/00000.m4s
            #EXT-X-PROGRAM-DATE-TIME:2026-12-15T15:00:04.000Z
            #EXTINF:0.4,
            a/{video.Media.Prefix}/720p/00001.m4s
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="a/slates/1/720p/init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-12-15T15:00:04.400Z
            #EXTINF:2,
            a/slates/1/720p/00000.m4s

            """,
            playlist
        );
    }

    [Fact]
    public void A_title_falls_back_to_the_other_language() =>
        Assert.Equal("Bonjour", new LocalText("Bonjour", null).In(Language.English));
}
