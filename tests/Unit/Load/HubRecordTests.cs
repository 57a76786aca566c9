using System.Text;
using System.Text.Json;
using GalaPlatform.Galas;
using GalaPlatform.Rehearsal.Room;
using GalaPlatform.Room;
using GalaPlatform.Web.Room;
using static GalaPlatform.Tests.Unit.Load.LoadExamples;

namespace GalaPlatform.Tests.Unit.Load;

/// <summary>The rehearsal reads what the platform writes.</summary>
public sealed class HubRecordTests
{
    private readonly HubRecord _record = new(Marks);

    [Fact]
    public void A_frame_of_the_platform_is_read()
    {
        var gala = new GalaId(Guid.Parse("0193c7a0-0000-7000-8000-000000000001"));
        using var writer = new FrameWriter(gala);
        var data = JsonSerializer.Serialize(new { text = Marks.Text(300) }, JsonSerializerOptions.Web);
        var at = new DateTimeOffset(2026, 12, 15, 15, 0, 0, TimeSpan.Zero);
        var from = new Author(null, "Loutre bleue", "6B", "École des Érables");
        byte[][] entries =
        [
            FrameWriter.Encode(new RoomEntry(411, new EntryId(Guid.Empty), EntryKinds.Message, at, from, data)),
            FrameWriter.Encode(new RoomEntry(412, new EntryId(Guid.Empty), EntryKinds.Settings, at, null, "{}")),
        ];
        var frame = writer.Frame("e1", 412, entries, [3, 0, 4, 0, 0, 0], new Presence(812, 1731));

        _record.Read(frame.Json.Span[..^1], gala.ToString(), "e1");

        Assert.Equal((RecordKind.Frame, true, "e1", 412L), (_record.Kind, _record.IsOurs, _record.Epoch, _record.Head));
        Assert.Equal([new SeenEntry(411, 300), new SeenEntry(412, -1)], _record.Entries);
        Assert.Equal(7, _record.Taps);
    }

    [Fact]
    public void Answers_are_read()
    {
        Read("""{"type":3,"invocationId":"12","result":{"status":"posted","seq":7}}""");
        Assert.Equal(
            (RecordKind.Answer, 12L, true, 7L),
            (_record.Kind, _record.Call, _record.IsPosted, _record.Sequence)
        );

        Read("""{"type":3,"invocationId":"13","result":{"status":"refused","code":"too-fast","retryAfter":3}}""");
        Assert.Equal((false, "too-fast", 3), (_record.IsPosted, _record.Code, _record.RetryAfter));

        Read("""{"type":3,"invocationId":"-1","error":"not-found"}""");
        Assert.Equal((HubRecord.JoinCall, "not-found"), (_record.Call, _record.Error));
    }

    [Fact]
    public void Nothing_stays_from_one_record_to_the_next()
    {
        Read("""{"type":1,"arguments":[{"g":"x","e":"e1","h":9,"x":[{"s":9,"d":{"text":"Bravo"}}],"r":{"clap":2}}]}""");

        Read("""{"type":6}""");

        Assert.Equal((RecordKind.Other, 0L, 0L), (_record.Kind, _record.Head, _record.Taps));
        Assert.Empty(_record.Entries);
    }

    [Fact]
    public void Another_galas_frame_is_not_ours()
    {
        Read("""{"type":1,"arguments":[{"g":"other","e":"e1","h":9}]}""");

        Assert.False(_record.IsOurs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0xABCDEF)]
    public void A_message_is_known_by_its_mark(int number)
    {
        Assert.Equal(number, Marks.Number(Encoding.UTF8.GetBytes(Marks.Text(number))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bravo !")]
    [InlineData("[bcdf-bbbbb")]
    [InlineData("[zzzz-bbbbbb] Bravo !")]
    [InlineData("[bcdf-bbbbbé] Bravo !")]
    public void What_others_say_has_no_mark(string text)
    {
        Assert.Equal(-1, Marks.Number(Encoding.UTF8.GetBytes(text)));
    }

    private void Read(string json) => _record.Read(Encoding.UTF8.GetBytes(json), Gala, string.Empty);
}
