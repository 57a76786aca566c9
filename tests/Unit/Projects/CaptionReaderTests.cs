using System.Text;
using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class CaptionReaderTests
{
    private static readonly TimeSpan Video = TimeSpan.FromMinutes(2);

    [Fact]
    public void WebVTT_is_read_and_written_anew()
    {
        const string File = """
            WEBVTT - Robots
            Kind: captions

            NOTE Un commentaire
            qui dure

            STYLE
            ::cue { background: url(https://ailleurs.example/x) }

            REGION
            id:fred

            intro
            00:01.000 --> 00:04.500 line:0 align:start region:fred
            - Bonjour!
            - Salut & bienvenue

            01:00:59.999 --> 01:01:00.000
            Trop tard, mais lisible
            """;

        var cues = Read(File, length: TimeSpan.FromHours(2)).Value!;

        Assert.Equal(
            "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\n- Bonjour!\n- Salut &amp; bienvenue\n\n"
                + "01:00:59.999 --> 01:01:00.000\nTrop tard, mais lisible\n",
            Encoding.UTF8.GetString(CaptionWriter.Write(cues))
        );
    }

    [Fact]
    public void SubRip_is_read()
    {
        const string File =
            "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<font color=\"#fff\">Bonjour</font>\r\n\r\n2\r\n"
            + "00:00:03,000 --> 00:00:04,000 X1:0\r\n<i>à tous</I>\r\n";

        var cues = Read(File, isSubRip: true).Value!;

        Assert.Equal(["Bonjour", "<i>à tous</i>"], cues.Select(cue => cue.Text));
        Assert.Equal(TimeSpan.FromSeconds(2.5), cues[0].End);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "alert(1)")]
    [InlineData("<img src=x onerror=alert(1)>", null)]
    [InlineData("<b onclick=\"x\">gras</b>", "<b>gras</b>")]
    [InlineData("<b>pas <i>fermé", "<b>pas <i>fermé</i></b>")]
    [InlineData("<b>mal <i>fermé</b> bien", "<b>mal <i>fermé</i></b> bien")]
    [InlineData("</b>rien", "rien")]
    [InlineData("<v Rébecca>Bonjour</v>", "Bonjour")]
    [InlineData("<c.jaune><00:00:01.500>Un <br>deux", "Un deux")]
    [InlineData("1 < 2 et 3 > 2", "1 &lt; 2 et 3 &gt; 2")]
    [InlineData("je t’aime <3", "je t’aime &lt;3")]
    [InlineData("&lt;b&gt; &amp;amp; &copy;", "&lt;b&gt; &amp;amp; &amp;copy;")]
    [InlineData("a --> b", "a --&gt; b")]
    public void Words_keep_bold_italics_and_underline_and_no_other_markup(string words, string? kept)
    {
        var read = Read($"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n\n00:03.000 --> 00:04.000\nFin");

        Assert.Equal(kept is null ? ["Fin"] : [kept, "Fin"], read.Value!.Select(cue => cue.Text));
    }

    [Theory]
    [InlineData("", "captions-no-header", 1)]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\nBonjour", "captions-no-header", 1)]
    [InlineData("WEBVTTBonjour", "captions-no-header", 1)]
    [InlineData("WEBVTT\n\n00:00:01 --> 00:00:02\nBonjour", "captions-bad-timing", 3)]
    [InlineData("WEBVTT\n\n00:01.000 -> 00:02.000\nBonjour", "captions-bad-timing", 4)]
    [InlineData("WEBVTT\n\n00:61.000 --> 00:62.000\nBonjour", "captions-bad-timing", 3)]
    [InlineData("WEBVTT\n\nBonjour", "captions-bad-timing", 3)]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:02.000\nBonjour", "captions-end-before-start", 3)]
    [InlineData("WEBVTT\n\n\n00:02:01.000 --> 00:02:02.000\nBonjour", "captions-after-end", 4)]
    public void What_is_not_understood_is_refused_with_its_line(string file, string code, int line)
    {
        var refusal = Read(file).Refusal!;

        Assert.Equal(code, refusal.Code);
        Assert.StartsWith($"Ligne {line} : ", refusal.Text.Fr, StringComparison.Ordinal);
        Assert.StartsWith($"Line {line}: ", refusal.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_captions_or_with_too_many_is_refused()
    {
        var many = string.Concat(Enumerable.Repeat("00:01.000 --> 00:02.000\nBonjour\n\n", CaptionLimits.MaxCues + 1));

        Assert.Equal(CaptionRefusals.Empty, Read("WEBVTT\n\nNOTE rien").Refusal);
        Assert.Equal(CaptionRefusals.TooMany, Read("WEBVTT\n\n" + many).Refusal);
    }

    [Fact]
    public void A_caption_is_as_long_as_somebody_can_read()
    {
        static string File(int length) => $"WEBVTT\n\n00:01.000 --> 00:02.000\n<b>{new string('a', length)}</b>";

        Assert.False(Read(File(CaptionLimits.MaxCueLength)).IsRefused);
        Assert.Equal(CaptionRefusals.CueTooLong.Code, Read(File(CaptionLimits.MaxCueLength + 1)).Refusal!.Code);
    }

    [Fact]
    public void What_goes_on_after_the_video_is_cut_at_its_end()
    {
        var cues = Read("WEBVTT\n\n01:59.000 --> 02:30.000\nFin\n\n02:00.500 --> 02:01.000\nGénérique").Value!;

        Assert.Equal(Video, Assert.Single(cues).End);
    }

    [Fact]
    public void Captions_are_put_in_order()
    {
        var cues = Read("WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:09.000\na").Value!;

        Assert.Equal(["a", "b"], cues.Select(cue => cue.Text));
    }

    [Fact]
    public void A_byte_order_mark_is_fine_and_what_is_no_text_is_not()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. "WEBVTT\n\n00:01.000 --> 00:02.000\nOui"u8];

        Assert.False(CaptionReader.Read(marked, false, Video).IsRefused);
        Assert.Equal(CaptionRefusals.NotText, CaptionReader.Read([.. marked, 0xE9], false, Video).Refusal);
        Assert.Equal(CaptionRefusals.NotText, Read("WEBVTT\n\n00:01.000 --> 00:02.000\na\0b").Refusal);
        Assert.Equal(
            CaptionRefusals.TooLarge,
            CaptionReader.Read(new byte[CaptionLimits.MaxBytes + 1], false, Video).Refusal
        );
    }

    private static Result<IReadOnlyList<CaptionCue>> Read(
        string file,
        bool isSubRip = false,
        TimeSpan? length = null
    ) => CaptionReader.Read(Encoding.UTF8.GetBytes(file), isSubRip, length ?? Video);
}
