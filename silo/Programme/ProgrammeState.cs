using GalaPlatform.Programme;

namespace GalaPlatform.Silo.Programme;

/// <summary>The run of show and the cue log.</summary>
/// <param name="Lines">The sessions, in order.</param>
/// <param name="Cues">Only ever appended to.</param>
/// <param name="Version">Goes up when the sessions change: the programme's ETag.</param>
internal sealed record ProgrammeState(ProgrammeLine[] Lines, Cue[] Cues, long Version)
{
    public static readonly ProgrammeState Empty = new([], [], 0);

    public ProgrammeSession[] Sessions => [.. Lines.Select(line => line.Session)];
}

/// <summary>One session of the run of show.</summary>
/// <param name="Session">What it shows.</param>
/// <param name="IsWithdrawn">True if its school took the consent back: it is never shown again.</param>
internal sealed record ProgrammeLine(ProgrammeSession Session, bool IsWithdrawn);
