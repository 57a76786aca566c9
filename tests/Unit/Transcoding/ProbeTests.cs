using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;

namespace GalaPlatform.Tests.Unit.Transcoding;

public sealed class ProbeTests
{
    private const string Phone = """
        {"streams":[
          {"index":0,"codec_type":"video","codec_name":"hevc","width":1920,"height":1080,"avg_frame_rate":"30000/1001",
           "color_transfer":"arib-std-b67","color_space":"bt2020nc","duration":"4.0",
           "side_data_list":[{"rotation":-90}],"disposition":{"attached_pic":0}},
          {"index":1,"codec_type":"audio","codec_name":"aac","channels":2},
          {"index":2,"codec_type":"data"}],
         "format":{"duration":"4.004"}}
        """;

    [Fact]
    public void A_phone_video_is_understood()
    {
        var video = ProbeRules.Judge("mov", ProbeReport.Parse(Phone)!).Video!;

        Assert.Equal((0, 1), (video.VideoTrack, video.SoundTrack));
        Assert.Equal(9 / 16.0, video.DisplayAspect, 4);
        Assert.Equal(1920, video.ShownHeight);
        Assert.Equal(LightTransfer.HybridLogGamma, video.Transfer);
        Assert.Equal(29.97, video.FramesPerSecond, 2);
        Assert.Equal(TimeSpan.FromSeconds(4.004), video.Duration);
    }

    [Theory]
    [InlineData("\"width\":1920", "\"width\":65000", "picture-too-large")]
    [InlineData("\"width\":1920", "\"width\":1", "picture-too-small")]
    [InlineData("\"height\":1080", "\"height\":5000", "picture-too-large")]
    [InlineData("30000/1001", "10000/1", "frame-rate-too-high")]
    [InlineData("hevc", "magicyuv", "codec-not-allowed")]
    [InlineData("aac", "wmapro", "codec-not-allowed")]
    [InlineData("\"attached_pic\":0", "\"attached_pic\":1", "sound-only")]
    [InlineData("4.004", "3601", "too-long")]
    [InlineData("4.004", "0.05", "too-short")]
    public void A_limit_that_is_passed_is_named(string part, string instead, string code)
    {
        var report = ProbeReport.Parse(Phone.Replace(part, instead, StringComparison.Ordinal))!;

        Assert.Equal(code, ProbeRules.Judge("mov", report).Problem?.Code);
    }

    [Fact]
    public void Packets_have_the_last_word()
    {
        var video = ProbeRules.Judge("mov", ProbeReport.Parse(Phone)!).Video!;

        Assert.Equal("still-picture", ProbeRules.Judge(video, 4, new PacketSpan(1, 0, 4)).Problem?.Code);
        Assert.Equal("cut-off", ProbeRules.Judge(video, 9, new PacketSpan(30, 0, 1)).Problem?.Code);
        Assert.Null(ProbeRules.Judge(video, 4, new PacketSpan(120, 0, 4)).Problem);
        var live = video with { Duration = TimeSpan.Zero };
        Assert.Equal(TimeSpan.FromSeconds(6), ProbeRules.Judge(live, null, new PacketSpan(180, 1, 7)).Video?.Duration);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"streams\":[{\"index\":\"x\"}]}")]
    public void What_is_no_report_is_none(string text) => Assert.Null(ProbeReport.Parse(text));

    [Fact]
    public void Packet_lines_may_lack_times()
    {
        var reader = new PacketReader();
        foreach (
            var line in (string[])["1.440000|1.400000|0.040000|", "", "N/A|2.000000|N/A", "N/A|N/A|N/A", "nonsense"]
        )
        {
            reader.Hear(line);
        }

        Assert.Equal(new PacketSpan(2, 1.44, 2), reader.Span);
    }

    [Theory]
    [InlineData(-22.9, -9.3, 6.9, false)]
    [InlineData(-30, -10, 14, true)]
    [InlineData(-10, -1, -6, false)]
    [InlineData(-60, -40, 30, false)]
    [InlineData(-70, -90, 0, false)]
    public void Sound_is_raised_to_the_target_and_silence_stays_silent(
        double loud,
        double peak,
        double gain,
        bool limited
    )
    {
        var loudness = new Loudness(loud, peak);

        Assert.Equal((gain, limited), (loudness.Gain, loudness.NeedsLimiter));
    }

    [Fact]
    public void The_last_summary_of_a_measurement_counts()
    {
        const string Said =
            "Summary:\n I: 0.0 LUFS\n Peak: -inf dBFS\nSummary:\n    I:         -22.9 LUFS\n Threshold: -33.1 LUFS\n    Peak:       -7.3 dBFS\n";

        Assert.Equal(new Loudness(-22.9, -7.3), Loudness.Parse(Said));
        Assert.Null(Loudness.Parse("nothing of the kind"));
    }

    [Fact]
    public void Every_problem_has_words_in_both_languages_and_is_found_by_its_code()
    {
        var problems = typeof(MediaProblems).GetFields().Select(field => (MediaProblem)field.GetValue(null)!).ToArray();

        Assert.NotEmpty(problems);
        Assert.All(problems, it => Assert.Same(it, MediaProblems.Named(it.Code)));
        Assert.All(
            problems,
            it => Assert.False(string.IsNullOrWhiteSpace(it.Message.Fr) || string.IsNullOrWhiteSpace(it.Message.En))
        );
        Assert.Same(MediaProblems.TranscodingFailed, MediaProblems.Named("retired"));
    }
}
