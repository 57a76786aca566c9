using System.Globalization;
using GalaPlatform.Silo.Transcoding;

namespace GalaPlatform.Tests.Unit.Transcoding;

public sealed class CopyRulesTests
{
    private const string Fitting = """
        {"streams":[
          {"index":0,"codec_type":"video","codec_name":"h264","profile":"High","level":31,"pix_fmt":"yuv420p",
           "width":1280,"height":720,"sample_aspect_ratio":"1:1","avg_frame_rate":"30/1","field_order":"progressive",
           "color_range":"tv","color_primaries":"bt709","color_transfer":"bt709","color_space":"bt709","duration":"5.0",
           "side_data_list":[{}]},
          {"index":1,"codec_type":"audio","codec_name":"aac","profile":"LC","channels":2,"sample_rate":"48000"}],
         "format":{"duration":"5.02"}}
        """;

    [Fact]
    public void A_picture_like_a_rendition_is_copied_as_that_rendition()
    {
        Assert.Equal("720p", Size(Fitting, Packets(150)));
        Assert.Equal(TimeSpan.FromSeconds(5), CopyRules.Length(Packets(150)));
    }

    [Theory]
    [InlineData("\"h264\"", "\"hevc\"")]
    [InlineData("\"High\"", "\"High 10\"")]
    [InlineData("\"level\":31", "\"level\":51")]
    [InlineData("\"yuv420p\"", "\"yuvj420p\"")]
    [InlineData("\"width\":1280", "\"width\":1278")]
    [InlineData("\"height\":720", "\"height\":722")]
    [InlineData("\"1:1\"", "\"4:3\"")]
    [InlineData("\"progressive\"", "\"tt\"")]
    [InlineData("\"tv\"", "\"pc\"")]
    [InlineData("\"color_primaries\":\"bt709\"", "\"color_primaries\":\"bt2020\"")]
    [InlineData("\"color_transfer\":\"bt709\"", "\"color_transfer\":\"smpte2084\"")]
    [InlineData("\"color_space\":\"bt709\"", "\"color_space\":\"smpte170m\"")]
    [InlineData("[{}]", "[{\"rotation\":180}]")]
    [InlineData("[{}]", "[{\"rotation\":0}]")]
    [InlineData("5.02", "5.2")]
    public void A_file_that_says_anything_else_is_encoded(string part, string instead)
    {
        var changed = Fitting.Replace(part, instead, StringComparison.Ordinal);
        Assert.NotEqual(Fitting, changed);

        Assert.Null(Size(changed, Packets(150)));
    }

    [Theory]
    [InlineData(70, "2.334333|2.334333|0.033333|9000|__")]
    [InlineData(70, "2.333333|2.300000|0.033333|9000|__")]
    [InlineData(70, "2.333333|2.333333|0.033333|9000|_D")]
    [InlineData(70, "2.333333|2.333333|0.033333|9000|__C")]
    [InlineData(70, "N/A|2.333333|0.033333|9000|__")]
    [InlineData(70, "2.333333|2.333333|0.033333|N/A|__")]
    [InlineData(60, "2.000000|2.000000|0.033333|9000|__")]
    [InlineData(0, "0.066667|0.066667|0.033333|9000|K_")]
    public void A_picture_out_of_its_place_has_all_of_them_encoded(int number, string line)
    {
        Assert.Null(Size(Fitting, Packets(150, number, line)));
    }

    [Theory]
    [InlineData(70, "2.333333|2.333333|0.033333|9000|K_")]
    [InlineData(70, "2.333333|2.333333|0.033333|500000|__")]
    public void A_key_frame_more_and_a_heavy_picture_do_no_harm(int number, string line)
    {
        Assert.Equal("720p", Size(Fitting, Packets(150, number, line)));
    }

    [Fact]
    public void What_is_heavier_than_its_rung_allows_is_encoded()
    {
        Assert.Null(Size(Fitting, Packets(150, 70, "2.333333|2.333333|0.033333|1600000|__", bytes: 1_000)));
        Assert.Null(Size(Fitting, Packets(150, bytes: 13_000)));
        Assert.Equal("720p", Size(Fitting, Packets(150, bytes: 12_000)));
    }

    [Fact]
    public void A_last_segment_of_one_picture_cannot_be_cut_off_from_a_copy()
    {
        var longer = Fitting.Replace("5.02", "4.03", StringComparison.Ordinal);

        Assert.Null(Size(longer, Packets(121)));
        Assert.Equal("720p", Size(longer, Packets(120)));
    }

    [Fact]
    public void Large_pictures_need_not_say_their_colours()
    {
        var silent = Fitting.Replace("\"bt709\"", "\"unknown\"", StringComparison.Ordinal);
        var small = silent
            .Replace("1280", "640", StringComparison.Ordinal)
            .Replace("720", "360", StringComparison.Ordinal);

        Assert.Equal("720p", Size(silent, Packets(150)));
        Assert.Null(Size(small, Packets(150, bytes: 3_000)));
    }

    [Theory]
    [InlineData("\"LC\"", "\"HE-AAC\"")]
    [InlineData("\"channels\":2", "\"channels\":1")]
    [InlineData("48000", "44100")]
    [InlineData("\"aac\"", "\"opus\"")]
    public void A_sound_of_another_form_is_encoded(string part, string instead)
    {
        Assert.True(CopyRules.HasForm(ProbeReport.Parse(Fitting)!.Stream(1)));
        Assert.False(
            CopyRules.HasForm(ProbeReport.Parse(Fitting.Replace(part, instead, StringComparison.Ordinal))!.Stream(1))
        );
    }

    [Theory]
    [InlineData(0, 5.02, true)]
    [InlineData(0, 4.96, true)]
    [InlineData(0, 5.06, false)]
    [InlineData(-0.021333, 5, false)]
    [InlineData(0.021333, 5, false)]
    public void A_sound_is_copied_only_from_the_picture_s_beginning_to_its_end(double start, double end, bool isBeside)
    {
        Assert.Equal(isBeside, CopyRules.IsBeside(new PacketSpan(235, start, end), Packets(150)));
    }

    [Fact]
    public void A_sound_is_copied_if_nobody_hears_that_it_was_not_made_as_loud_as_the_others()
    {
        Assert.True(CopyRules.IsLevel(new Loudness(-16.4, -3)));
        Assert.False(CopyRules.IsLevel(new Loudness(-16.6, -3)));
        Assert.False(CopyRules.IsLevel(new Loudness(-15.4, -3)));
        Assert.False(CopyRules.IsLevel(null));
    }

    [Fact]
    public void The_picture_is_copied_and_cleaned_and_the_sound_encoded_if_it_has_to_be()
    {
        var video = ProbeRules.Judge("mov", ProbeReport.Parse(Fitting)!).Video!;
        var copy = new SourceCopy(EncodedSize.All[1], WithSound: true);

        var level = CopyCommand.For(video, copy, new Loudness(-16, -3));
        var quiet = CopyCommand.For(video, copy, new Loudness(-26, -13));

        Assert.Equal("copy", After(level, "-c:v"));
        Assert.StartsWith("h264_mp4toannexb,filter_units=remove_types=6|9|12,", After(level, "-bsf:v"));
        Assert.Equal("copy", After(level, "-c:a"));
        Assert.Equal("aac", After(quiet, "-c:a"));
        Assert.Contains("volume=10.0dB", After(quiet, "-filter_complex"));
        Assert.EndsWith("]720p/index.m3u8", level[^1]);
        Assert.Equal("file", After(level, "-protocol_whitelist"));
    }

    private static string After(IReadOnlyList<string> arguments, string name) =>
        arguments[arguments.ToList().IndexOf(name) + 1];

    private static string? Size(string report, PacketSpan packets)
    {
        var parsed = ProbeReport.Parse(report)!;
        return CopyRules.Picture(ProbeRules.Judge("mov", parsed).Video!, parsed.Stream(0), packets)?.Name;
    }

    /// <summary>Pictures on the grid, one of which may be another one.</summary>
    private static PacketSpan Packets(int count, int number = -1, string line = "", int bytes = 9_000)
    {
        var reader = new PacketReader();
        for (var picture = 0; picture < count; picture++)
        {
            var key = picture % 60 == 0 ? "K_" : "__";
            var at = (picture / 30.0).ToString("0.000000", CultureInfo.InvariantCulture);
            reader.Hear(picture == number ? line : $"{at}|{at}|0.033333|{bytes}|{key}");
        }
        return reader.Span!;
    }
}
