using System.Text;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Web.Programme;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Programme;

public sealed class ChannelNodeTests
{
    private readonly ManualClock _clock = new(ChannelExamples.Opening.AddSeconds(-1));
    private readonly MediaLinks _links;
    private readonly ProgrammeSession _video = ChannelExamples.Video(5);

    public ChannelNodeTests() => _links = new(new MediaKey(new byte[MediaKey.Length]), _clock);

    [Fact]
    public void Before_the_doors_open_there_is_no_playlist()
    {
        var node = Node(Plan());
        Assert.Null(node.Master());
        Assert.Null(node.Playlist("720p.m3u8"));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(node.Master());
        Assert.NotNull(node.Playlist("720p.m3u8"));
    }

    [Fact]
    public void A_playlist_is_rendered_once_for_each_boundary()
    {
        var node = Node(Plan());
        _clock.Advance(TimeSpan.FromSeconds(3));

        var first = node.Playlist("720p.m3u8");
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Same(first, node.Playlist("720p.m3u8"));

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotSame(first, node.Playlist("720p.m3u8"));
    }

    [Fact]
    public void Two_nodes_serve_the_same_bytes_and_one_that_starts_late_does_too()
    {
        var one = Node(Plan());
        _clock.Advance(TimeSpan.FromSeconds(13));
        one.Playlist("360p.m3u8");

        var late = Node(Plan());

        Assert.Equal(one.Playlist("360p.m3u8"), late.Playlist("360p.m3u8"));
    }

    [Fact]
    public void Only_the_files_of_the_plan_are_found()
    {
        var node = Node(Plan());
        var name = _links.AssetName(_video.Media!);

        Assert.Equal(_video.Media!.SegmentBlob("720p", 4), Blob(node, name, "00004.m4s"));
        Assert.Null(Blob(node, name, "00005.m4s"));
        Assert.Null(Blob(node, _links.AssetName(ChannelExamples.Video(5).Media!), "00000.m4s"));
    }

    [Fact]
    public void Every_address_in_a_playlist_is_served()
    {
        var node = Node(Plan());
        _clock.Advance(TimeSpan.FromSeconds(15));

        var lines = Encoding.UTF8.GetString(node.Playlist("720p.m3u8")!).Split('\n');
        var segments = lines.Where(line => line.StartsWith("a/", StringComparison.Ordinal)).ToArray();

        Assert.Equal(8, segments.Length);
        Assert.All(segments, segment => Assert.NotNull(Blob(node, segment.Split('/')[1], segment.Split('/')[3])));
    }

    [Fact]
    public void A_channel_has_the_rungs_of_all_its_videos_and_shows_on_each_what_a_video_has()
    {
        Rendition[] large =
        [
            new("1080p", 1920, 1080, 5_000_000, 4_000_000, "avc1.4d4028,mp4a.40.2"),
            new("360p", 640, 360, 950_000, 600_000, "avc1.4d401f,mp4a.40.2"),
        ];
        var hall = ChannelExamples.Video(4, renditions: large);
        var node = Node(ChannelExamples.Plan([_video, hall], ChannelExamples.Open(), ChannelExamples.Begin(2)));
        _clock.Advance(TimeSpan.FromSeconds(17));

        var master = Encoding.UTF8.GetString(node.Master()!).Split('\n');
        var top = Encoding.UTF8.GetString(node.Playlist("1080p.m3u8")!);
        var middle = Encoding.UTF8.GetString(node.Playlist("720p.m3u8")!);

        Assert.Equal(
            ["1080p.m3u8", "720p.m3u8", "360p.m3u8"],
            master.Where(line => line.EndsWith(".m3u8", StringComparison.Ordinal))
        );
        Assert.Contains(
            master,
            line =>
                line.Contains("BANDWIDTH=5000000,", StringComparison.Ordinal)
                && line.Contains("avc1.4d4028", StringComparison.Ordinal)
        );
        Assert.Contains(
            master,
            line =>
                line.Contains("BANDWIDTH=950000,", StringComparison.Ordinal)
                && line.Contains("640x360", StringComparison.Ordinal)
        );
        Assert.Contains($"a/{_links.AssetName(_video.Media!)}/720p/00004.m4s", top, StringComparison.Ordinal);
        Assert.Contains($"a/{_links.AssetName(hall.Media!)}/1080p/00000.m4s", top, StringComparison.Ordinal);
        Assert.Contains($"a/{_links.AssetName(hall.Media!)}/360p/init.mp4", middle, StringComparison.Ordinal);
        Assert.NotNull(node.Playlist("480p.m3u8"));
    }

    [Fact]
    public void What_left_the_plan_is_not_served_any_more()
    {
        var node = Node(Plan());
        var name = _links.AssetName(_video.Media!);

        node.Take(Plan() with { Version = 2, Sessions = [] });

        Assert.Null(Blob(node, name, "00000.m4s"));
    }

    [Fact]
    public void An_older_plan_that_comes_late_changes_nothing()
    {
        var node = Node(Plan() with { Version = 5 });

        node.Take(Plan() with { Version = 4, Sessions = [] });

        Assert.NotNull(Blob(node, _links.AssetName(_video.Media!), "00000.m4s"));
    }

    private static string? Blob(ChannelNode node, string asset, string file) =>
        node.FindAsset(asset) is { } found ? MediaFiles.FindSegment(found.Asset, "720p", file) : null;

    private ChannelPlan Plan() => ChannelExamples.Plan([_video], ChannelExamples.Open(), ChannelExamples.Begin(6));

    private ChannelNode Node(ChannelPlan plan)
    {
        var node = new ChannelNode(_links, _clock);
        node.Take(plan);
        return node;
    }
}
