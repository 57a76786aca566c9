using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Programme;

/// <summary>What a session shows.</summary>
public enum SessionKind
{
    /// <summary>One project's video.</summary>
    Video,

    /// <summary>A still moment: countdown, pause, thanks.</summary>
    Slate,

    /// <summary>A live source; shown as a slate while no source sends.</summary>
    Live,
}

/// <summary>Where a session stands.</summary>
public enum SessionState
{
    /// <summary>Still to come.</summary>
    Planned,

    /// <summary>On the channel now, or held.</summary>
    OnAir,

    /// <summary>Was shown, whole or in part.</summary>
    Done,

    /// <summary>Was passed over.</summary>
    Skipped,
}

/// <summary>How a programme is bounded.</summary>
public static class ProgrammeLimits
{
    /// <summary>Sessions of a programme.</summary>
    public const int MaxSessions = 200;

    /// <summary>Seconds of a slate or a live source; four hours.</summary>
    public const int MaxSeconds = 14_400;
}

/// <summary>One line of the run of show as an organizer writes it.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Project">The project of a <see cref="SessionKind.Video"/>.</param>
/// <param name="Title">The title of a slate or a live source.</param>
/// <param name="Seconds">How long a slate or a live source lasts: 1 to 14,400 seconds, rounded up to whole segments.</param>
[GenerateSerializer, Immutable, Alias("programme.item")]
public sealed record ProgrammeItem(
    [property: Id(0)] SessionKind Kind,
    [property: Id(1)] ProjectId? Project,
    [property: Id(2)] LocalText? Title,
    [property: Id(3)] int? Seconds
);

/// <summary>A session with everything that the channel needs to play it: its media is pinned, so a later upload does not change a running show.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Title">What the audience reads.</param>
/// <param name="Project">The project of a video.</param>
/// <param name="Media">The segments of a video; null for what is shown as a slate.</param>
/// <param name="Duration">How long it lasts, whole segments.</param>
[GenerateSerializer, Immutable, Alias("programme.session")]
public sealed record ProgrammeSession(
    [property: Id(0)] SessionId Id,
    [property: Id(1)] SessionKind Kind,
    [property: Id(2)] LocalText Title,
    [property: Id(3)] ProjectId? Project,
    [property: Id(4)] MediaAsset? Media,
    [property: Id(5)] TimeSpan Duration
);

/// <summary>An act of the control room, or of the gala's own life.</summary>
public enum CueAction
{
    /// <summary>The doors open: the channel starts with a slate.</summary>
    Open,

    /// <summary>The programme starts with its first session.</summary>
    Begin,

    /// <summary>On to the next session.</summary>
    Next,

    /// <summary>On to a named session.</summary>
    Jump,

    /// <summary>Pause on the slate; <see cref="Resume"/> goes on where it stopped.</summary>
    Hold,

    /// <summary>Go on after a hold.</summary>
    Resume,

    /// <summary>The channel ends.</summary>
    Close,
}

/// <summary>One entry of the cue log. The log is only ever appended to.</summary>
/// <param name="Number">1, 2, 3…</param>
/// <param name="Action">What happens.</param>
/// <param name="Session">The target of a <see cref="CueAction.Jump"/>.</param>
/// <param name="GivenAt">UTC; when it was commanded.</param>
/// <param name="EffectiveAt">UTC; the segment boundary at which it takes effect. Never earlier than the cue before.</param>
[GenerateSerializer, Immutable, Alias("programme.cue")]
public sealed record Cue(
    [property: Id(0)] int Number,
    [property: Id(1)] CueAction Action,
    [property: Id(2)] SessionId? Session,
    [property: Id(3)] DateTimeOffset GivenAt,
    [property: Id(4)] DateTimeOffset EffectiveAt
);

/// <summary>Everything from which the channel follows: sessions, cue log, slate. Two nodes with equal plans serve equal playlists.</summary>
/// <param name="Gala">The gala.</param>
/// <param name="Version">Goes up with every change; a node keeps the highest it saw.</param>
/// <param name="Sessions">The programme, in order.</param>
/// <param name="Cues">The cue log, in order.</param>
/// <param name="Slate">What is shown when no video is; looped. Null until it was made.</param>
[GenerateSerializer, Immutable, Alias("programme.plan")]
public sealed record ChannelPlan(
    [property: Id(0)] Galas.GalaId Gala,
    [property: Id(1)] long Version,
    [property: Id(2)] ProgrammeSession[] Sessions,
    [property: Id(3)] Cue[] Cues,
    [property: Id(4)] MediaAsset? Slate
);

/// <summary>A session as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Title">What the audience reads.</param>
/// <param name="ProjectId">The project of a video.</param>
/// <param name="Seconds">How long it lasts.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PlannedAt">UTC; when it starts if nothing is held or skipped.</param>
/// <param name="StartedAt">UTC; when it went on air, if it did.</param>
/// <param name="EndsAt">UTC; when it left or will leave the air, if that is known.</param>
[GenerateSerializer, Immutable, Alias("programme.session-view")]
public sealed record SessionView(
    [property: Id(0)] SessionId Id,
    [property: Id(1)] SessionKind Kind,
    [property: Id(2)] LocalText Title,
    [property: Id(3)] ProjectId? ProjectId,
    [property: Id(4)] double Seconds,
    [property: Id(5)] SessionState State,
    [property: Id(6)] DateTimeOffset PlannedAt,
    [property: Id(7)] DateTimeOffset? StartedAt,
    [property: Id(8)] DateTimeOffset? EndsAt
);

/// <summary>What is on the channel.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="StartedAt">UTC; when it went on air.</param>
/// <param name="EndsAt">UTC; when it ends, or null while held.</param>
/// <param name="Held">True while the slate stands in for it.</param>
[GenerateSerializer, Immutable, Alias("programme.on-air")]
public sealed record OnAir(
    [property: Id(0)] SessionId SessionId,
    [property: Id(1)] DateTimeOffset StartedAt,
    [property: Id(2)] DateTimeOffset? EndsAt,
    [property: Id(3)] bool Held
);

/// <summary>The programme as its readers see it.</summary>
/// <param name="Sessions">In order.</param>
/// <param name="OnAir">What is on the channel, if a session is.</param>
/// <param name="Now">UTC; the server's clock when it answered.</param>
/// <param name="Version">The ETag.</param>
[GenerateSerializer, Immutable, Alias("programme.view")]
public sealed record ProgrammeView(
    [property: Id(0)] SessionView[] Sessions,
    [property: Id(1)] OnAir? OnAir,
    [property: Id(2)] DateTimeOffset Now,
    [property: Id(3)] long Version
);

/// <summary>The answer to a cue.</summary>
/// <param name="SessionId">The session that the cue leads to; null when it leads past the last one.</param>
/// <param name="EffectiveAt">UTC; the segment boundary at which it takes effect.</param>
[GenerateSerializer, Immutable, Alias("programme.cue-taken")]
public sealed record CueTaken([property: Id(0)] SessionId? SessionId, [property: Id(1)] DateTimeOffset EffectiveAt);
