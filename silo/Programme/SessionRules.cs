using GalaPlatform.Common;
using GalaPlatform.Programme;

namespace GalaPlatform.Silo.Programme;

/// <summary>How a session's record goes forward.</summary>
internal static class SessionRules
{
    /// <summary>The record with what became of the session; the same record if that says nothing new.</summary>
    public static SessionRecord Record(SessionRecord record, SessionState state, DateTimeOffset at) =>
        (record.State, state) switch
        {
            // Passed over, and shown after all: the control room may jump back.
            (SessionState.Planned or SessionState.Skipped, SessionState.OnAir) => record with
            {
                State = state,
                StartedAt = at,
            },
            (SessionState.Planned or SessionState.OnAir, SessionState.Done) => record with
            {
                State = state,
                EndedAt = at,
            },
            (SessionState.Done, SessionState.Done) when at > record.EndedAt => record with { EndedAt = at },
            (SessionState.Planned, SessionState.Skipped) => record with { State = state },
            _ => record,
        };
}
