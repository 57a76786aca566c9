using System.Text;
using System.Text.Json;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Web.Room;
using static GalaPlatform.Tests.Unit.Room.RoomExamples;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class FrameWriterTests : IDisposable
{
    private readonly FrameWriter _writer = new(new GalaId(Guid.Parse("0193c7a0-0000-7000-8000-000000000001")));

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_frame_is_written_as_the_contract_has_it()
    {
        var from = new Author(Seat(7), "Loutre bleue", "6B", "École des Érables");
        var entry = new RoomEntry(
            411,
            new EntryId(Guid.Empty),
            EntryKinds.Message,
            At(0.12),
            from,
            """{"text":"Bravo !"}"""
        );

        var frame = _writer.Frame("e1", 412, [FrameWriter.Encode(entry)], [37, 4, 0, 0, 0, 0], new Presence(812, 1731));

        Assert.Equal(
            """
            {"type":1,"target":"Frame","arguments":[{"g":"0193c7a0000070008000000000000001","e":"e1","h":412,
            "x":[{"s":411,"k":"message","t":"2026-12-15T15:00:00.120Z","f":{"seat":"00000007000000000000000000000000",
            "name":"Loutre bleue","class":"6B","school":"École des Érables"},"d":{"text":"Bravo !"}}],
            "r":{"clap":37,"heart":4},"p":{"seats":812,"people":1731}}]}
            """.ReplaceLineEndings("") + "\u001e",
            Encoding.UTF8.GetString(frame.Json.Span)
        );
    }

    [Fact]
    public void What_is_empty_or_unchanged_is_left_out() =>
        Assert.Equal(
            """{"type":1,"target":"Frame","arguments":[{"g":"0193c7a0000070008000000000000001","e":"e1","h":0}]}"""
                + "\u001e",
            Encoding.UTF8.GetString(_writer.Frame("e1", 0, [], [0, 0, 0, 0, 0, 0], null).Json.Span)
        );

    [Fact]
    public void What_the_staff_and_the_platform_say_has_no_seat()
    {
        var staff = new RoomEntry(
            1,
            new EntryId(Guid.Empty),
            EntryKinds.Message,
            At(0),
            new Author(null, "moderator", "", ""),
            "{}"
        );

        Assert.Contains(
            "\"f\":{\"name\":\"moderator\"},",
            Encoding.UTF8.GetString(FrameWriter.Encode(staff)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "\"f\"",
            Encoding.UTF8.GetString(FrameWriter.Encode(staff with { From = null })),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_writer_can_be_used_again_and_what_it_wrote_before_stays()
    {
        var first = _writer.Frame("e1", 1, [], [], null);
        var copy = first.Json.ToArray();

        _writer.Frame("another epoch", 2, [], [1, 1, 1, 1, 1, 1], new Presence(1, 1));

        Assert.Equal(copy, first.Json.ToArray());
    }

    [Fact]
    public void No_name_or_word_breaks_out_of_its_string()
    {
        var author = new Author(Seat(1), "\"},{\u001e<script>", "6\\B", "\u2028");
        var entry = new RoomEntry(1, new EntryId(Guid.Empty), EntryKinds.Message, At(0), author, "{}");

        var bytes = FrameWriter.Encode(entry);

        Assert.DoesNotContain(FrameWriter.RecordSeparator, bytes);
        Assert.Equal(
            author.Name,
            JsonDocument.Parse(bytes).RootElement.GetProperty("f").GetProperty("name").GetString()
        );
    }
}
