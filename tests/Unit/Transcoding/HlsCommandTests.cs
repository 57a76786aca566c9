using GalaPlatform.Silo.Transcoding;

namespace GalaPlatform.Tests.Unit.Transcoding;

public sealed class HlsCommandTests
{
    private static readonly SourceVideo Plain = new(
        "mov",
        0,
        1,
        16 / 9.0,
        480,
        480,
        30,
        false,
        LightTransfer.Standard,
        true,
        TimeSpan.FromSeconds(5)
    );

    [Fact]
    public void One_run_reads_the_file_once_and_writes_every_size()
    {
        var arguments = HlsCommand.For(Plain, EncodedSize.All, null);

        Assert.Single(arguments, "-i");
        Assert.Equal(
            ["1080p/index.m3u8", "720p/index.m3u8", "480p/index.m3u8", "360p/index.m3u8"],
            arguments[^1].Split('|').Select(it => it[(it.IndexOf(']', StringComparison.Ordinal) + 1)..])
        );
        Assert.Equal(["-nostdin", "-hide_banner", "-v", "error"], arguments.Take(4));
    }

    [Fact]
    public void The_sound_is_encoded_once_and_stands_beside_every_picture()
    {
        var arguments = HlsCommand.For(Plain, EncodedSize.All, null);

        Assert.Single(arguments, "aac");
        Assert.Equal(
            ["v:0,a:0", "v:1,a:0", "v:2,a:0", "v:3,a:0"],
            arguments[^1].Split('|').Select(slave => slave.Split(@"\'")[1])
        );
        Assert.Equal(
            ["4.0", "3.1", "3.1", "3.1"],
            Enumerable.Range(0, 4).Select(it => After(arguments, $"-level:v:{it}"))
        );
        Assert.Equal(["23", "23", "23", "24"], Enumerable.Range(0, 4).Select(it => After(arguments, $"-crf:v:{it}")));
    }

    [Fact]
    public void The_input_is_opened_with_one_demuxer_and_from_a_file_alone()
    {
        var arguments = HlsCommand.For(Plain, Plain.Sizes, null);

        Assert.Equal("file", After(arguments, "-protocol_whitelist"));
        Assert.Equal("mov", After(arguments, "-format_whitelist"));
        Assert.Equal(ProbeRules.Decoders, After(arguments, "-codec_whitelist"));
        Assert.Equal(SandboxCommand.Original, After(arguments, "-i"));
    }

    [Fact]
    public void The_graph_of_a_plain_video_is_this()
    {
        Assert.Equal(
            "[0:0]scale=w=max(2\\,2*round(min(854\\,480*dar)/2)):h=max(2\\,2*round(min(480\\,854/dar)/2))"
                + ":out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=1,pad=854:480:(ow-iw)/2:(oh-ih)/2,"
                + "fps=30:start_time=0,tpad=stop_mode=clone:stop=-1,trim=end_frame=150,"
                + "setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,"
                + "split=2[v480p][to360p];[to360p]scale=640:360:flags=bilinear,setsar=1[v360p];"
                + "[0:1]aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,"
                + "volume=6.9dB,apad,atrim=start_sample=1024:end_sample=240000,asetpts=PTS-STARTPTS[a]",
            Graph(Plain, new Loudness(-22.9, -10))
        );
    }

    [Fact]
    public void What_a_video_needs_is_in_its_graph_and_nothing_else()
    {
        Assert.Contains("bwdif", Graph(Plain with { IsInterlaced = true }));
        Assert.DoesNotContain("bwdif", Graph(Plain));
        Assert.Contains("tin=arib-std-b67", Graph(Plain with { Transfer = LightTransfer.HybridLogGamma }));
        Assert.Contains("tin=smpte2084", Graph(Plain with { Transfer = LightTransfer.PerceptualQuantizer }));
        Assert.Contains("boxblur", Graph(Plain with { DisplayAspect = 9 / 16.0 }));
        Assert.DoesNotContain("boxblur", Graph(Plain with { DisplayAspect = 4 / 3.0 }));
        Assert.Contains("anullsrc", Graph(Plain with { SoundTrack = null }));
        Assert.Contains("in_color_matrix=bt709", Graph(Plain with { HasColourMatrix = false, Height = 720 }));
        Assert.DoesNotContain("in_color_matrix", Graph(Plain with { HasColourMatrix = false }));
        Assert.Contains("alimiter", Graph(Plain, new Loudness(-30, -5)));
    }

    [Fact]
    public void The_sandbox_shows_one_file_and_one_folder_and_no_network()
    {
        var job = new SandboxJob(
            "/usr/bin/ffmpeg",
            ["-i", SandboxCommand.Original],
            "/data/a b",
            "/scratch",
            TimeSpan.Zero,
            new SandboxLimits(TimeSpan.FromSeconds(30.5), 1000, 0)
        );

        var command = SandboxCommand.Sandboxed(job);

        Assert.Equal(["/usr/bin/bwrap", "--unshare-all", "--die-with-parent"], command.Take(3));
        Assert.Contains("--clearenv", command);
        Assert.Equal(
            ["--ro-bind", "/data/a b", "/in/original", "--bind", "/scratch", "/work"],
            command.Skip(command.ToList().IndexOf("--ro-bind")).Take(6)
        );
        Assert.Equal(["/usr/bin/ffmpeg", "-i", "/in/original"], command.TakeLast(3));
        Assert.Equal(
            ["--cpu=31", "--fsize=0", "--as=1000"],
            command.Where(it =>
                it.StartsWith("--cpu", StringComparison.Ordinal)
                || it.StartsWith("--fs", StringComparison.Ordinal)
                || it.StartsWith("--as", StringComparison.Ordinal)
            )
        );
        Assert.Equal(["-i", "/data/a b"], SandboxCommand.Bare(job).TakeLast(2));
    }

    [Theory]
    [InlineData(1920, 1080, "1080p 720p 480p 360p")]
    [InlineData(3840, 2160, "1080p 720p 480p 360p")]
    [InlineData(1366, 767, "720p 480p 360p")]
    [InlineData(1280, 720, "720p 480p 360p")]
    [InlineData(720, 1280, "1080p 720p 480p 360p")]
    [InlineData(1920, 800, "1080p 720p 480p 360p")]
    [InlineData(853.3, 480, "480p 360p")]
    [InlineData(768, 576, "480p 360p")]
    [InlineData(640, 360, "360p")]
    [InlineData(320, 240, "360p")]
    public void A_picture_is_encoded_in_the_sizes_that_it_fills_and_is_never_enlarged(
        double width,
        double height,
        string sizes
    ) => Assert.Equal(sizes, string.Join(' ', EncodedSize.For(width, height).Select(size => size.Name)));

    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(3, 3, 3, 2)]
    [InlineData(100, 100, 10, 2)]
    [InlineData(101, 51, 10, 4)]
    [InlineData(1800, 100, 10, 36)]
    public void Thumbnails_are_two_seconds_apart_or_as_many_as_a_sheet_holds(
        int segments,
        int count,
        int columns,
        int seconds
    )
    {
        var sheet = ThumbnailSheet.Of(segments);

        Assert.Equal((count, columns), (sheet.Count, sheet.Columns));
        Assert.Equal(TimeSpan.FromSeconds(seconds), new TimeSpan(sheet.IntervalTicks));
    }

    [Theory]
    [InlineData(0.6, 18, 1)]
    [InlineData(2, 60, 1)]
    [InlineData(2.03, 60, 1)]
    [InlineData(2.1, 63, 2)]
    [InlineData(0.01, 1, 1)]
    public void A_video_lies_on_the_grid_of_frames_and_has_no_crumb_at_its_end(double seconds, int frames, int segments)
    {
        Assert.Equal(frames, FrameGrid.Frames(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(segments, FrameGrid.SegmentTicks(frames).Length);
        Assert.Equal(frames / 30.0, new TimeSpan(FrameGrid.SegmentTicks(frames).Sum()).TotalSeconds, 5);
    }

    private static string Graph(SourceVideo video, Loudness? loudness = null) =>
        After(HlsCommand.For(video, video.Sizes, loudness), "-filter_complex");

    private static string After(IReadOnlyList<string> arguments, string option) =>
        arguments[arguments.ToList().IndexOf(option) + 1];
}
