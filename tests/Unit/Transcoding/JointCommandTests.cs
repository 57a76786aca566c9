using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;

namespace GalaPlatform.Tests.Unit.Transcoding;

public sealed class JointCommandTests
{
    private static readonly Rendition Large = new("720p", 1280, 720, 2, 1, "avc1.4d401f,mp4a.40.2");
    private static readonly Rendition Small = new("360p", 640, 360, 2, 1, "avc1.4d401f,mp4a.40.2");
    private static readonly MediaAsset Video = new("projects/a/1", [Large, Small], [20_000_000, 20_000_000, 5_000_000]);
    private static readonly MediaAsset Slate = new("slates/a", [Small], [20_000_000]);

    [Fact]
    public void The_slate_stands_between_a_videos_end_and_its_beginning()
    {
        Assert.Equal(
            ["360p/00002.m4s", "slate/360p/00000.m4s", "360p/00000.m4s"],
            Segments(JointCommand.Playlist(Video, Small, Slate))
        );
        Assert.Contains("#EXTINF:0.5,\n360p/00002.m4s", JointCommand.Playlist(Video, Small, Slate));
    }

    [Fact]
    public void Without_a_slate_of_its_size_a_video_is_joined_with_itself()
    {
        Assert.Equal(["720p/00002.m4s", "720p/00000.m4s"], Segments(JointCommand.Playlist(Video, Large, Slate)));
        Assert.Equal(["360p/00002.m4s", "360p/00000.m4s"], Segments(JointCommand.Playlist(Video, Small, null)));
    }

    [Fact]
    public void All_sizes_are_decoded_with_picture_and_sound_and_the_first_error_ends_it()
    {
        var arguments = JointCommand.Decode(Video);

        Assert.Contains("-xerror", arguments);
        Assert.Equal(["joint-720p.m3u8", "joint-360p.m3u8"], After(arguments, "-i"));
        Assert.Equal(["0:v:0", "0:a:0", "1:v:0", "1:a:0"], After(arguments, "-map"));
        Assert.All(After(arguments, "-protocol_whitelist"), it => Assert.Equal("file", it));
    }

    private static IEnumerable<string> Segments(string playlist) =>
        playlist.Split('\n').Where(line => line.EndsWith(".m4s", StringComparison.Ordinal));

    private static IEnumerable<string> After(IReadOnlyList<string> arguments, string option) =>
        arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second);
}
