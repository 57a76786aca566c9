using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GalaPlatform.Galas;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>Writes entries and frames as the contract has them. One writer belongs to one pump; it is not for two threads.</summary>
internal sealed class FrameWriter(GalaId gala) : IDisposable
{
    /// <summary>Ends each message of SignalR's JSON protocol.</summary>
    public const byte RecordSeparator = 0x1e;

    // Relaxed: frames go over a socket as JSON, never into HTML, and "é" should not cost six bytes on every connection.
    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json = new(Stream.Null, Compact);
    private readonly string _gala = gala.ToString();

    /// <summary>One entry: <c>{"s":…,"k":…,"t":…,"f":…,"d":…}</c>. Written once, for frames and for answers.</summary>
    public static byte[] Encode(RoomEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, Compact);
        json.WriteStartObject();
        json.WriteNumber("s"u8, entry.Sequence);
        json.WriteString("k"u8, entry.Kind);
        json.WriteString("t"u8, Instant(entry.At));
        if (entry.From is { } author)
        {
            json.WritePropertyName("f"u8);
            Write(json, author);
        }
        json.WritePropertyName("d"u8);
        json.WriteRawValue(entry.Data, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>How somebody is signed. What there is nothing to say about is left out.</summary>
    public static void Write(Utf8JsonWriter json, Author author)
    {
        json.WriteStartObject();
        if (author.Seat is { } seat)
        {
            json.WriteString("seat"u8, seat.ToString());
        }
        json.WriteString("name"u8, author.Name);
        if (author.Class.Length > 0)
        {
            json.WriteString("class"u8, author.Class);
        }
        if (author.School.Length > 0)
        {
            json.WriteString("school"u8, author.School);
        }
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Presence presence)
    {
        json.WriteStartObject();
        json.WriteNumber("seats"u8, presence.Seats);
        json.WriteNumber("people"u8, presence.People);
        json.WriteEndObject();
    }

    /// <summary>UTC to the millisecond.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public void Dispose() => _json.Dispose();

    /// <summary>A hub message that calls <c>Frame</c> at the client.</summary>
    public RoomFrame Frame(
        string epoch,
        long head,
        ReadOnlySpan<byte[]> entries,
        ReadOnlySpan<int> reactions,
        Presence? presence
    )
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("type"u8, 1);
        _json.WriteString("target"u8, RoomFrame.Target);
        _json.WriteStartArray("arguments"u8);
        _json.WriteStartObject();
        _json.WriteString("g"u8, _gala);
        _json.WriteString("e"u8, epoch);
        _json.WriteNumber("h"u8, head);
        WriteEntries(entries);
        WriteReactions(reactions);
        if (presence is { } counts)
        {
            _json.WritePropertyName("p"u8);
            Write(_json, counts);
        }
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write([RecordSeparator]);
        return new RoomFrame(_buffer.WrittenSpan);
    }

    private void WriteEntries(ReadOnlySpan<byte[]> entries)
    {
        if (entries.IsEmpty)
        {
            return;
        }
        _json.WriteStartArray("x"u8);
        foreach (var entry in entries)
        {
            _json.WriteRawValue(entry, skipInputValidation: true);
        }
        _json.WriteEndArray();
    }

    private void WriteReactions(ReadOnlySpan<int> reactions)
    {
        if (!reactions.ContainsAnyExcept(0))
        {
            return;
        }
        _json.WriteStartObject("r"u8);
        for (var kind = 0; kind < reactions.Length; kind++)
        {
            if (reactions[kind] > 0)
            {
                _json.WriteNumber(ReactionKinds.All[kind], reactions[kind]);
            }
        }
        _json.WriteEndObject();
    }
}
