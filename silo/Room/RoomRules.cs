using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GalaPlatform.Common;
using GalaPlatform.Room;

namespace GalaPlatform.Silo.Room;

/// <summary>Who may speak when, and what it becomes. Pure: given the state and the instant, the answer follows.</summary>
internal static class RoomRules
{
    // Relaxed: entries travel as JSON over the hub, never inside HTML, and "é" should not cost six bytes.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Result<RoomStep> Decide(
        RoomState room,
        RoomRequest request,
        EntryId id,
        DateTimeOffset now,
        RoomLimits limits
    ) =>
        request switch
        {
            SayRequest say => Say(room, say.Utterance, id, now, limits),
            AppendRequest append => Append(room, append, id, now),
            SettingsRequest settings => Change(room, settings.Change, id, now),
            _ => throw new InvalidOperationException($"No rule for {request.GetType().Name}."),
        };

    /// <summary>A state from which the room goes on after it was read from the database.</summary>
    public static RoomState Restore(RoomState stored, ImmutableList<RoomEntry> recent) =>
        stored with
        {
            Recent = recent,
            SpokeAt = recent
                .Where(entry => entry is { Kind: EntryKinds.Message, From.Seat: not null })
                .Aggregate(stored.SpokeAt, (spoke, entry) => spoke.SetItem(entry.From!.Seat!.Value.Value, entry.At)),
        };

    private static Result<RoomStep> Say(
        RoomState room,
        Utterance said,
        EntryId id,
        DateTimeOffset now,
        RoomLimits limits
    )
    {
        if (!room.Settings.Open)
        {
            return RoomRefusals.Closed;
        }
        if (!RoomText.Accept(said.Text).Succeeded(out var text, out var badText))
        {
            return badText;
        }
        if (said.ReplyTo is { } target && !IsMessage(room, target))
        {
            return RoomRefusals.NoSuchMessage;
        }
        if (!Spend(room, said, text, now, limits).Succeeded(out var spent, out var tooFast))
        {
            return tooFast;
        }
        return Add(spent, id, EntryKinds.Message, now, said.Author, MessageData(text, said.ReplyTo));
    }

    private static Result<RoomStep> Append(RoomState room, AppendRequest append, EntryId id, DateTimeOffset now) =>
        IsObject(append.Data) ? Add(room, id, append.Kind, now, append.From, append.Data) : RoomRefusals.BadArguments;

    private static Result<RoomStep> Change(RoomState room, RoomSettingsChange change, EntryId id, DateTimeOffset now)
    {
        var settings = change.ApplyTo(room.Settings);
        return settings.SlowSeconds is < 0 or > RoomLimits.MaxSlowSeconds
            ? RoomRefusals.BadSlowMode
            : Add(room with { Settings = settings }, id, EntryKinds.Settings, now, null, SettingsData(settings));
    }

    private static RoomStep Add(RoomState room, EntryId id, string kind, DateTimeOffset now, Author? from, string data)
    {
        var entry = new RoomEntry(room.Head + 1, id, kind, now, from, data);
        var recent = room.Recent.Add(entry);
        return new RoomStep(
            entry,
            room with
            {
                Head = entry.Sequence,
                Recent = recent.Count > RoomLimits.Recent ? recent.RemoveAt(0) : recent,
            }
        );
    }

    // Older than memory: the number was given once, and a reply to what is no message harms nobody.
    private static bool IsMessage(RoomState room, long sequence)
    {
        if (sequence < 1 || sequence > room.Head)
        {
            return false;
        }
        var place = sequence - (room.Head - room.Recent.Count + 1);
        return place < 0 || room.Recent[(int)place].Kind == EntryKinds.Message;
    }

    // The staff is exempt: it must be able to speak in the very flood that these bounds hold back.
    private static Result<RoomState> Spend(
        RoomState room,
        Utterance said,
        string text,
        DateTimeOffset now,
        RoomLimits limits
    )
    {
        if (said.Author.Seat is not { } seat)
        {
            return room;
        }
        if (WaitOfSlowMode(room, seat.Value, now) is { } wait)
        {
            return TooFast(wait);
        }
        var words = (seat.Value, RoomText.Gist(text));
        var repetition = Repeat(room, words, now, limits);
        if (repetition.Times > limits.Repeats)
        {
            var again = repetition.Since.AddSeconds(limits.RepeatSeconds) - now;
            return RoomRefusals.Repeated with { RetryAfterSeconds = Seconds(again) };
        }
        var spent = room.SpentUntil;
        foreach (var (owner, budget) in Budgets(said, limits))
        {
            var until = Later(spent.GetValueOrDefault(owner), now) + budget.Interval;
            var tooMuch = until - now - (budget.Burst * budget.Interval);
            if (tooMuch > TimeSpan.Zero)
            {
                return TooFast(tooMuch);
            }
            spent = spent.SetItem(owner, until);
        }
        var next = room with
        {
            SpentUntil = spent,
            SpokeAt = room.SpokeAt.SetItem(seat.Value, now),
            Repetitions = room.Repetitions.SetItem(words, repetition),
        };
        return Pruned(next, now, limits);
    }

    private static Repetition Repeat(
        RoomState room,
        (Guid Seat, string Gist) words,
        DateTimeOffset now,
        RoomLimits limits
    ) =>
        room.Repetitions.TryGetValue(words, out var before) && before.Since.AddSeconds(limits.RepeatSeconds) > now
            ? before with
            {
                Times = before.Times + 1,
            }
            : new Repetition(1, now);

    private static TimeSpan? WaitOfSlowMode(RoomState room, Guid seat, DateTimeOffset now)
    {
        if (room.Settings.SlowSeconds == 0 || !room.SpokeAt.TryGetValue(seat, out var last))
        {
            return null;
        }
        var wait = last.AddSeconds(room.Settings.SlowSeconds) - now;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static IEnumerable<(Guid Owner, Budget Budget)> Budgets(Utterance said, RoomLimits limits)
    {
        yield return (said.Author.Seat!.Value.Value, limits.Seat);
        if (said.Classroom is { } classroom)
        {
            yield return (classroom.Value, limits.Classroom);
        }
        yield return (Guid.Empty, limits.Room);
    }

    // Now and then, so that what a gala's thousands of seats left behind does not stay for its whole length.
    private static RoomState Pruned(RoomState room, DateTimeOffset now, RoomLimits limits)
    {
        if (Remembered(room) <= room.PruneAbove)
        {
            return room;
        }
        var spoke = room.SpokeAt.Where(seat => seat.Value.AddSeconds(RoomLimits.MaxSlowSeconds) < now);
        var spent = room.SpentUntil.Where(owner => owner.Value < now);
        var said = room.Repetitions.Where(words => words.Value.Since.AddSeconds(limits.RepeatSeconds) < now);
        var pruned = room with
        {
            SpokeAt = room.SpokeAt.RemoveRange(spoke.Select(seat => seat.Key)),
            SpentUntil = room.SpentUntil.RemoveRange(spent.Select(owner => owner.Key)),
            Repetitions = room.Repetitions.RemoveRange(said.Select(words => words.Key)),
        };
        return pruned with { PruneAbove = Math.Max(RoomState.LeastPruneAbove, 2 * Remembered(pruned)) };
    }

    private static int Remembered(RoomState room) =>
        room.SpokeAt.Count + room.SpentUntil.Count + room.Repetitions.Count;

    private static Refusal TooFast(TimeSpan wait) => RoomRefusals.TooFast with { RetryAfterSeconds = Seconds(wait) };

    private static int Seconds(TimeSpan wait) => (int)Math.Ceiling(wait.TotalSeconds);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string MessageData(string text, long? replyTo) =>
        Json(writer =>
        {
            writer.WriteString("text"u8, text);
            if (replyTo is { } target)
            {
                writer.WriteNumber("replyTo"u8, target);
            }
        });

    private static string SettingsData(RoomSettings settings) =>
        Json(writer =>
        {
            writer.WriteBoolean("open"u8, settings.Open);
            writer.WriteNumber("slowSeconds"u8, settings.SlowSeconds);
        });

    /// <summary>The settings that an entry of their kind tells.</summary>
    public static RoomSettings SettingsIn(RoomEntry entry)
    {
        using var data = JsonDocument.Parse(entry.Data);
        return new RoomSettings(
            data.RootElement.GetProperty("open"u8).GetBoolean(),
            data.RootElement.GetProperty("slowSeconds"u8).GetInt32()
        );
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static bool IsObject(string data)
    {
        try
        {
            using var parsed = JsonDocument.Parse(data);
            return parsed.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
