using GalaPlatform.Tests.Unit.Programme;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class MediaFilesTests
{
    [Theory]
    [InlineData("720p", "init.mp4", "slates/1/720p/init.mp4")]
    [InlineData("360p", "00000.m4s", "slates/1/360p/00000.m4s")]
    [InlineData("720p", "00002.m4s", "slates/1/720p/00002.m4s")]
    public void The_files_of_an_asset_are_found(string rendition, string file, string blob) =>
        Assert.Equal(blob, MediaFiles.FindSegment(ChannelExamples.SlateAsset, rendition, file));

    [Theory]
    [InlineData("720p", "00003.m4s")]
    [InlineData("720p", "0.m4s")]
    [InlineData("720p", "+0001.m4s")]
    [InlineData("720p", "-0001.m4s")]
    [InlineData("720p", "00001.m4s.bak")]
    [InlineData("720p", "00001.M4S")]
    [InlineData("720p", "٠٠٠٠١.m4s")]
    [InlineData("720p", "../init.mp4")]
    [InlineData("720p", "..%2finit.mp4")]
    [InlineData("720p", "")]
    [InlineData("..", "init.mp4")]
    [InlineData("1080p", "init.mp4")]
    public void Anything_else_is_not_there(string rendition, string file) =>
        Assert.Null(MediaFiles.FindSegment(ChannelExamples.SlateAsset, rendition, file));

    [Theory]
    [InlineData("720p.m3u8", true)]
    [InlineData("1080p.m3u8", false)]
    [InlineData(".m3u8", false)]
    [InlineData("720p", false)]
    [InlineData("../720p.m3u8", false)]
    public void A_playlist_is_found_by_its_exact_name(string file, bool isThere) =>
        Assert.Equal(isThere, MediaFiles.IsPlaylist("720p", file));
}
