using System.Collections.Immutable;
using GalaPlatform.Galas;
using GalaPlatform.Room;

namespace GalaPlatform.Silo.Room;

/// <summary>What a room decides from. Immutable: a commit that fails leaves the state as it was by not replacing it.</summary>
/// <param name="Gala">The gala whose room it is.</param>
/// <param name="Epoch">The log's name.</param>
/// <param name="Head">The highest sequence number.</param>
/// <param name="Settings">Whether and how fast one may speak.</param>
internal sealed record RoomState(GalaId Gala, string Epoch, long Head, RoomSettings Settings)
{
    /// <summary>When each seat spoke last, for slow mode.</summary>
    public ImmutableDictionary<Guid, DateTimeOffset> SpokeAt { get; init; } =
        ImmutableDictionary<Guid, DateTimeOffset>.Empty;

    /// <summary>Until when the budget of each seat and classroom, and of the room (the empty id), is spoken for.</summary>
    public ImmutableDictionary<Guid, DateTimeOffset> SpentUntil { get; init; } =
        ImmutableDictionary<Guid, DateTimeOffset>.Empty;

    /// <summary>How often each seat said what of late, by its gist.</summary>
    public ImmutableDictionary<(Guid Seat, string Gist), Repetition> Repetitions { get; init; } =
        ImmutableDictionary<(Guid Seat, string Gist), Repetition>.Empty;

    public const int LeastPruneAbove = 4_096;

    /// <summary>How much about seats is remembered before what is settled is dropped.</summary>
    public int PruneAbove { get; init; } = LeastPruneAbove;

    /// <summary>The newest entries, in order.</summary>
    public ImmutableList<RoomEntry> Recent { get; init; } = [];
}

/// <summary>The same was said so many times since an instant.</summary>
internal readonly record struct Repetition(int Times, DateTimeOffset Since);

/// <summary>Something that wants to become an entry of the log.</summary>
internal abstract record RoomRequest(Common.Command Command);

internal sealed record SayRequest(Utterance Utterance) : RoomRequest(Utterance.Command);

internal sealed record AppendRequest(Common.Command Command, string Kind, Author? From, string Data)
    : RoomRequest(Command);

internal sealed record SettingsRequest(Common.Command Command, RoomSettingsChange Change) : RoomRequest(Command);

/// <summary>What the rules made of a request: an entry and the state that follows from it.</summary>
internal sealed record RoomStep(RoomEntry Entry, RoomState Next);
