using System.Globalization;
using System.Text.Json;

namespace GalaPlatform.Rehearsal.Room;

internal enum RecordKind
{
    Other,
    Frame,
    Answer,
    Close,
}

/// <summary>An entry as it came: its sequence number, and which of the rehearsal's messages it is, or −1.</summary>
internal readonly record struct SeenEntry(long Sequence, int Number);

/// <summary>
/// One record of SignalR's JSON protocol, as far as the rehearsal looks into it. Read into again and again: thousands
/// of these come each second, and the machine is the server's too.
/// </summary>
internal sealed class HubRecord(Script script)
{
    /// <summary>The call that a join is.</summary>
    public const long JoinCall = -1;

    public RecordKind Kind { get; private set; }

    /// <summary>Which call is answered.</summary>
    public long Call { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Whether a frame is about the gala that is rehearsed.</summary>
    public bool IsOurs { get; private set; }

    public string Epoch { get; private set; } = string.Empty;
    public long Head { get; private set; }
    public bool IsRecovered { get; private set; }
    public List<SeenEntry> Entries { get; } = [];

    /// <summary>All kinds together.</summary>
    public long Taps { get; private set; }

    /// <summary>The server's clock, in an answer to a join.</summary>
    public DateTimeOffset? Now { get; private set; }

    public bool IsPosted { get; private set; }
    public long Sequence { get; private set; }
    public string? Code { get; private set; }
    public int? RetryAfter { get; private set; }

    /// <summary>Reads one record, without its separator.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="gala">The gala that is rehearsed.</param>
    /// <param name="epoch">The epoch known so far, so that the same text is not made anew each time.</param>
    /// <exception cref="JsonException">It is no such record.</exception>
    public void Read(ReadOnlySpan<byte> json, string gala, string epoch)
    {
        Clear(epoch);
        var reader = new Utf8JsonReader(json);
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader))
        {
            ReadEnvelope(ref reader, gala);
        }
    }

    private void ReadEnvelope(ref Utf8JsonReader reader, string gala)
    {
        if (Is(ref reader, "type"u8))
        {
            Kind = reader.GetInt32() switch
            {
                1 => RecordKind.Frame,
                3 => RecordKind.Answer,
                7 => RecordKind.Close,
                _ => RecordKind.Other,
            };
        }
        else if (Is(ref reader, "invocationId"u8))
        {
            Call = long.Parse(reader.GetString()!, CultureInfo.InvariantCulture);
        }
        else if (Is(ref reader, "error"u8))
        {
            Error = reader.GetString();
        }
        else if (Is(ref reader, "result"u8) && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadBody(ref reader, gala);
        }
        else if (Is(ref reader, "arguments"u8) && reader.TokenType == JsonTokenType.StartArray)
        {
            Expect(ref reader, JsonTokenType.StartObject);
            ReadBody(ref reader, gala);
            Expect(ref reader, JsonTokenType.EndArray);
        }
        else
        {
            Pass(ref reader);
        }
    }

    // Frames, answers to Join and answers to Say have no name in common that means two things.
    private void ReadBody(ref Utf8JsonReader reader, string gala)
    {
        while (NextName(ref reader))
        {
            if (Is(ref reader, "g"u8))
            {
                IsOurs = reader.ValueTextEquals(gala);
            }
            else if (Is(ref reader, "e"u8) || Is(ref reader, "epoch"u8))
            {
                Epoch = reader.ValueTextEquals(Epoch) ? Epoch : reader.GetString()!;
            }
            else if (Is(ref reader, "h"u8) || Is(ref reader, "head"u8))
            {
                Head = reader.GetInt64();
            }
            else if (Is(ref reader, "x"u8) || Is(ref reader, "entries"u8))
            {
                ReadEntries(ref reader);
            }
            else if (Is(ref reader, "r"u8))
            {
                ReadTaps(ref reader);
            }
            else
            {
                ReadAnswer(ref reader);
            }
        }
    }

    private void ReadAnswer(ref Utf8JsonReader reader)
    {
        if (Is(ref reader, "recovered"u8))
        {
            IsRecovered = reader.GetBoolean();
        }
        else if (Is(ref reader, "now"u8))
        {
            Now = reader.GetDateTimeOffset();
        }
        else if (Is(ref reader, "status"u8))
        {
            IsPosted = reader.ValueTextEquals("posted"u8);
        }
        else if (Is(ref reader, "seq"u8) && reader.TokenType == JsonTokenType.Number)
        {
            Sequence = reader.GetInt64();
        }
        else if (Is(ref reader, "code"u8))
        {
            Code = reader.GetString();
        }
        else if (Is(ref reader, "retryAfter"u8) && reader.TokenType == JsonTokenType.Number)
        {
            RetryAfter = reader.GetInt32();
        }
        else
        {
            Pass(ref reader);
        }
    }

    private void ReadEntries(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (sequence, number) = (0L, -1);
            while (NextName(ref reader))
            {
                if (Is(ref reader, "s"u8))
                {
                    sequence = reader.GetInt64();
                }
                else if (Is(ref reader, "d"u8) && reader.TokenType == JsonTokenType.StartObject)
                {
                    number = ReadNumber(ref reader);
                }
                else
                {
                    Pass(ref reader);
                }
            }
            Entries.Add(new SeenEntry(sequence, number));
        }
    }

    private int ReadNumber(ref Utf8JsonReader reader)
    {
        var number = -1;
        while (NextName(ref reader))
        {
            if (Is(ref reader, "text"u8) && reader.TokenType == JsonTokenType.String)
            {
                number = script.Number(reader.ValueSpan);
            }
            else
            {
                Pass(ref reader);
            }
        }
        return number;
    }

    private void ReadTaps(ref Utf8JsonReader reader)
    {
        while (NextName(ref reader))
        {
            reader.Read();
            Taps += reader.GetInt64();
        }
    }

    private static bool NextName(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>True if the name that the reader stands on is this one; then it stands on the value.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Leaves out a value, whether the reader stands on it or on its name.</summary>
    private static void Pass(ref Utf8JsonReader reader) => reader.Skip();

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonException($"{token} was expected.");
        }
    }

    private void Clear(string epoch)
    {
        (Kind, Call, Error, IsOurs, Epoch, Head) = (RecordKind.Other, long.MinValue, null, false, epoch, 0);
        (IsRecovered, Taps, Now, IsPosted, Sequence, Code, RetryAfter) = (false, 0, null, false, 0, null, null);
        Entries.Clear();
    }
}
