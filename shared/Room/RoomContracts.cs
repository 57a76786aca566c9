using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;

namespace GalaPlatform.Room;

/// <summary>The kinds of entries of a room's log; the names are part of the public contract.</summary>
public static class EntryKinds
{
    /// <summary>Somebody said something: <c>{"text":"…"}</c>, with <c>"replyTo"</c> if it answers a message.</summary>
    public const string Message = "message";

    /// <summary>The organizers say something to everybody: <c>{"text":{"fr":"…","en":"…"}}</c>.</summary>
    public const string Announcement = "announcement";

    /// <summary>The channel changed: <c>{"action":"…","sessionId":"…","effectiveAt":"…"}</c>.</summary>
    public const string Cue = "cue";

    /// <summary>A message was hidden: <c>{"seq":…}</c>.</summary>
    public const string Hidden = "hidden";

    /// <summary>The room's settings changed: the settings.</summary>
    public const string Settings = "settings";
}

/// <summary>How an entry is signed. Made by the server from the seat or account, never taken from a client.</summary>
/// <param name="Seat">The seat, or null for the staff.</param>
/// <param name="Name">A pseudonym, or a role's name.</param>
/// <param name="Class">Such as "6B"; empty for the staff.</param>
/// <param name="School">The school's name; empty for the staff.</param>
[GenerateSerializer, Immutable, Alias("room.author")]
public sealed record Author(
    [property: Id(0)] SeatId? Seat,
    [property: Id(1)] string Name,
    [property: Id(2)] string Class,
    [property: Id(3)] string School
);

/// <summary>One entry of the room's ordered log.</summary>
/// <param name="Sequence">1, 2, 3… without gaps within an epoch.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">One of <see cref="EntryKinds"/>.</param>
/// <param name="At">UTC; when the room took it.</param>
/// <param name="From">Who said it; null for the platform.</param>
/// <param name="Data">A JSON object, as <see cref="EntryKinds"/> tells.</param>
[GenerateSerializer, Immutable, Alias("room.entry")]
public sealed record RoomEntry(
    [property: Id(0)] long Sequence,
    [property: Id(1)] EntryId Id,
    [property: Id(2)] string Kind,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] Author? From,
    [property: Id(5)] string Data
);

/// <summary>The reactions that there are; the names are part of the public contract.</summary>
public static class ReactionKinds
{
    /// <summary>In the order in which counts travel.</summary>
    public static readonly string[] All = ["clap", "heart", "laugh", "wow", "star", "fire"];

    /// <summary>The index of a kind in <see cref="All"/>, or −1.</summary>
    public static int IndexOf(string? kind) => Array.IndexOf(All, kind);
}

/// <summary>How many watch.</summary>
/// <param name="Seats">Connected seats.</param>
/// <param name="People">People behind them, as declared.</param>
[GenerateSerializer, Immutable, Alias("room.presence")]
public readonly record struct Presence([property: Id(0)] int Seats, [property: Id(1)] int People);

/// <summary>Whether and how fast one may speak.</summary>
/// <param name="Open">False before the lobby, after the end, and while paused.</param>
/// <param name="SlowSeconds">Seconds between two messages of one seat, 0 to 300. The staff is exempt.</param>
[GenerateSerializer, Immutable, Alias("room.settings")]
public sealed record RoomSettings([property: Id(0)] bool Open, [property: Id(1)] int SlowSeconds);

/// <summary>A change of a room's settings.</summary>
/// <param name="Open">Whether one may speak; null leaves it as it is.</param>
/// <param name="SlowSeconds">Seconds between two messages of one seat, 0 to 300; null leaves them as they are.</param>
[GenerateSerializer, Immutable, Alias("room.settings-change")]
public sealed record RoomSettingsChange([property: Id(0)] bool? Open = null, [property: Id(1)] int? SlowSeconds = null)
{
    /// <summary>The settings with the change.</summary>
    public RoomSettings ApplyTo(RoomSettings settings) =>
        new(Open ?? settings.Open, SlowSeconds ?? settings.SlowSeconds);
}

/// <summary>What a seat or a member of the staff says.</summary>
/// <param name="Command">Who, and which command.</param>
/// <param name="Author">How it will be signed.</param>
/// <param name="Classroom">The classroom that answers for it; null for the staff.</param>
/// <param name="Text">1 to 300 grapheme clusters and 2,048 bytes of UTF-8, checked and trimmed by <see cref="RoomText"/>.</param>
/// <param name="ReplyTo">The sequence number of the message that it answers, if it does.</param>
[GenerateSerializer, Immutable, Alias("room.say")]
public sealed record Utterance(
    [property: Id(0)] Command Command,
    [property: Id(1)] Author Author,
    [property: Id(2)] ClassroomId? Classroom,
    [property: Id(3)] string Text,
    [property: Id(4)] long? ReplyTo
);

/// <summary>What became of an utterance.</summary>
public enum SayStatus
{
    /// <summary>On disk, and on its way to everybody.</summary>
    Posted,

    /// <summary>Kept for a moderator; nobody else sees it.</summary>
    Held,

    /// <summary>Not kept.</summary>
    Refused,
}

/// <summary>The answer to an utterance.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Sequence">Its number in the log, if posted.</param>
/// <param name="Code">Why it was refused or held.</param>
/// <param name="RetryAfterSeconds">Seconds until one may speak again, if that was the reason.</param>
[GenerateSerializer, Immutable, Alias("room.said")]
public sealed record Said(
    [property: Id(0)] SayStatus Status,
    [property: Id(1)] long? Sequence = null,
    [property: Id(2)] string? Code = null,
    [property: Id(3)] int? RetryAfterSeconds = null
);

/// <summary>A stretch of the log, or why it cannot be given.</summary>
/// <param name="Epoch">Names the log: numbers of another epoch mean nothing here.</param>
/// <param name="Head">The highest number in the log.</param>
/// <param name="Entries">In order.</param>
[GenerateSerializer, Immutable, Alias("room.history")]
public sealed record RoomHistory(
    [property: Id(0)] string Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] RoomEntry[] Entries
);

/// <summary>What a web node gets when it begins to serve a room.</summary>
/// <param name="History">The newest entries.</param>
/// <param name="Settings">Whether and how fast one may speak.</param>
/// <param name="Presence">How many watch, on all nodes.</param>
[GenerateSerializer, Immutable, Alias("room.snapshot")]
public sealed record RoomSnapshot(
    [property: Id(0)] RoomHistory History,
    [property: Id(1)] RoomSettings Settings,
    [property: Id(2)] Presence Presence
);

/// <summary>What happened in a room since the last batch; one for each web node and tick.</summary>
/// <param name="Gala">The gala whose room it is.</param>
/// <param name="Epoch">The log's name.</param>
/// <param name="Head">The highest number in the log.</param>
/// <param name="Entries">New entries, in order.</param>
/// <param name="Reactions">New reactions by the order of <see cref="ReactionKinds.All"/>; empty if there were none.</param>
/// <param name="Presence">How many watch now; null if unchanged.</param>
/// <param name="Settings">The settings; null if unchanged.</param>
[GenerateSerializer, Immutable, Alias("room.batch")]
public sealed record RoomBatch(
    [property: Id(0)] GalaId Gala,
    [property: Id(1)] string Epoch,
    [property: Id(2)] long Head,
    [property: Id(3)] RoomEntry[] Entries,
    [property: Id(4)] int[] Reactions,
    [property: Id(5)] Presence? Presence,
    [property: Id(6)] RoomSettings? Settings
);
