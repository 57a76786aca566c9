using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

/// <summary>What holds for every file that somebody sends as captions.</summary>
public sealed partial class CaptionProperties
{
    private static readonly TimeSpan Video = TimeSpan.FromMinutes(1);

    // What a file is made of, so that chance finds its way past the header.
    private static readonly string[] Pieces =
    [
        "WEBVTT",
        "\n",
        "\n\n",
        "\r\n\r\n",
        "00:01.000 --> 00:02.000\n",
        "00:00:03,000 --> 00:00:59,000\n",
        "00:59.000 --> 09:00.000\n",
        "STYLE\n::cue{}",
        "NOTE x",
        "<script>",
        "</b>",
        "<b>",
        "<i",
        ">",
        "&amp;",
        "&",
        "-->",
        "é",
        "🤖",
        " ",
        "{\\an8}",
        "1",
    ];

    [Fact]
    public void What_is_taken_is_written_as_captions_that_read_the_same_and_hold_no_other_markup() =>
        ForEveryFile(
            (file, isSubRip) =>
            {
                var read = CaptionReader.Read(Encoding.UTF8.GetBytes(file), isSubRip, Video);
                if (read.Value is not { } cues)
                {
                    Assert.NotEmpty(read.Refusal!.Text.Fr!);
                    return;
                }
                var written = CaptionWriter.Write(cues);
                var text = Encoding.UTF8.GetString(written);
                Assert.Equal(cues, CaptionReader.Read(written, false, Video).Value!);
                Assert.All(cues, cue => Assert.True(cue.Start < cue.End && cue.End <= Video));
                Assert.DoesNotMatch(OtherMarkup(), text);
                Assert.Equal(cues.Count, Arrow().Count(text));
            }
        );

    private static void ForEveryFile(Action<string, bool> holds)
    {
        var files =
            from pieces in Gen.Elements(Pieces).ListOf(30)
            from begins in Gen.Elements("", "WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n")
            from isSubRip in Gen.Elements(true, false)
            select (begins + string.Concat(pieces), isSubRip);
        Prop.ForAll(files.ToArbitrary(), file => holds(file.Item1, file.isSubRip))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [GeneratedRegex("<(?!/?[biu]>)")]
    private static partial Regex OtherMarkup();

    [GeneratedRegex("-->")]
    private static partial Regex Arrow();
}
