using GalaPlatform.Rehearsal;
using GalaPlatform.Rehearsal.Channel;
using static GalaPlatform.Tests.Unit.Load.LoadExamples;

namespace GalaPlatform.Tests.Unit.Load;

/// <summary>The rehearsal's players ask as players do, and see what a playlist must not do.</summary>
public sealed class PlaylistFollowerTests
{
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(2);

    private readonly Violations _violations = new();
    private readonly ChannelLedger _channel;
    private readonly PlaylistFollower _player;

    public PlaylistFollowerTests()
    {
        _channel = new ChannelLedger(_violations);
        _player = new PlaylistFollower("720p.m3u8", "class 1", _channel, _violations);
    }

    [Fact]
    public void A_player_begins_three_segments_before_the_newest_and_then_takes_what_is_new()
    {
        Assert.Equal([17L, 18, 19], Take(10, 10));
        Assert.Equal(Target, _player.Wait);
        Assert.Empty(Take(10, 10));
        Assert.Equal(Target / 2, _player.Wait);
        Assert.Equal([20L, 21], Take(12, 10));

        Assert.Equal(3 * Target, _player.Delay);
        Assert.Empty(_violations.Broken());
    }

    [Fact]
    public void What_was_there_when_a_player_began_is_not_judged()
    {
        Take(10, 10);

        Assert.False(_player.IsJudged(Playlist(19, 1).Segments[0]));
        Assert.True(_player.IsJudged(Playlist(20, 1).Segments[0]));
    }

    [Fact]
    public void A_playlist_that_goes_backwards_is_noted()
    {
        Take(10, 10);

        Assert.Empty(Take(9, 10));

        Assert.Equal([(Promise.PlaylistBackwards, 1)], _violations.Broken());
    }

    [Fact]
    public void An_empty_playlist_goes_backwards()
    {
        Take(10, 10);

        Take(20, 0);

        Assert.Equal([(Promise.PlaylistBackwards, 1)], _violations.Broken());
    }

    [Fact]
    public void A_playlist_that_leaves_segments_out_is_noted()
    {
        Take(10, 10);

        Take(21, 10);

        Assert.Equal([(Promise.PlaylistSkipped, 1)], _violations.Broken());
    }

    [Fact]
    public void A_playlist_that_tells_something_else_about_a_segment_is_noted()
    {
        Take(10, 10);

        _player.Take(Playlist(11, 10, folder: "a/two"), StartOf(20));

        Assert.Equal(9, _violations.Of(Promise.PlaylistChanged));
    }

    [Fact]
    public void Two_players_are_told_the_same_channel()
    {
        var other = new PlaylistFollower("720p.m3u8", "class 2", _channel, _violations);
        Take(10, 10);

        other.Take(Playlist(10, 10), StartOf(20));
        Assert.Empty(_violations.Broken());
        other.Take(Playlist(10, 10, folder: "a/two"), StartOf(20));

        Assert.Equal([(Promise.PlaylistChanged, 10)], _violations.Broken());
    }

    [Fact]
    public void A_playlist_that_does_not_go_on_is_noted_once()
    {
        var listed = Playlist(10, 10);
        _player.Take(listed, StartOf(20) + (3 * Target));
        Assert.Empty(_violations.Broken());

        _player.Take(listed, StartOf(20) + (3.1 * Target));
        _player.Take(listed, StartOf(20) + (4 * Target));

        Assert.Equal([(Promise.PlaylistStalled, 1)], _violations.Broken());
    }

    [Fact]
    public void A_playlist_says_what_a_player_needs()
    {
        var listed = MediaPlaylist.Parse(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:41
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="a/one/360p/init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-12-15T15:00:00.000Z
            #EXTINF:1.866667,
            a/one/360p/00000.m4s
            #EXTINF:2,
            a/one/360p/00001.m4s
            #EXT-X-ENDLIST
            """
        );

        Assert.True(listed.HasEnded);
        Assert.Equal([41L, 42L], listed.Segments.Select(segment => segment.Sequence));
        Assert.All(listed.Segments, segment => Assert.Equal("a/one/360p/init.mp4", segment.Map));
        Assert.Equal(listed.Segments[0].End, listed.Segments[1].Start);
        Assert.Equal("a/one/360p/00001.m4s", listed.Segments[1].Uri);
    }

    [Fact]
    public void The_renditions_are_known_by_what_they_take()
    {
        var variants = MediaPlaylist.Variants(
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2500000,RESOLUTION=1280x720\n720p.m3u8\n"
                + "#EXT-X-STREAM-INF:BANDWIDTH=900000\n360p.m3u8\n"
        );

        Assert.Equal(["360p.m3u8", "720p.m3u8"], variants);
        Assert.Throws<FormatException>(() => MediaPlaylist.Variants("#EXTM3U\n"));
        Assert.Throws<FormatException>(() => MediaPlaylist.Parse("<html>"));
    }

    private IEnumerable<long> Take(long first, int count) =>
        _player.Take(Playlist(first, count), StartOf(first + count)).Select(segment => segment.Sequence);
}
