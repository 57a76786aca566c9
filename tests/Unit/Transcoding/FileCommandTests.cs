using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;

namespace GalaPlatform.Tests.Unit.Transcoding;

public sealed class FileCommandTests
{
    [Theory]
    [InlineData(10, "720p")]
    [InlineData(1_800, "480p")]
    [InlineData(5_000, "360p")]
    [InlineData(20_000, null)]
    public void The_file_to_download_is_the_largest_that_is_not_too_large(int seconds, string? name)
    {
        var ticks = Enumerable.Repeat(MediaAsset.SegmentLength.Ticks, seconds / 2).ToArray();
        var asset = new MediaAsset(
            "projects/p/1",
            [Of("1080p", 1080, 5_000), Of("720p", 720, 2_500), Of("480p", 480, 1_400), Of("360p", 360, 800)],
            ticks
        );

        Assert.Equal(name, FileCommand.Choose(asset)?.Name);
    }

    [Fact]
    public void Its_segments_are_copied_and_its_index_stands_in_front()
    {
        var arguments = FileCommand.For(Of("720p", 720, 2_500)).ToList();

        Assert.Equal("720p/index.m3u8", arguments[arguments.IndexOf("-i") + 1]);
        Assert.Equal("file", arguments[arguments.IndexOf("-protocol_whitelist") + 1]);
        Assert.Equal("copy", arguments[arguments.IndexOf("-c") + 1]);
        Assert.Equal("+faststart", arguments[arguments.IndexOf("-movflags") + 1]);
        Assert.Equal("-1", arguments[arguments.IndexOf("-map_metadata") + 1]);
    }

    private static Rendition Of(string name, int height, int kilobits) =>
        new(name, height * 16 / 9, height, kilobits * 1200, kilobits * 1000, "avc1.4d401f,mp4a.40.2");
}
