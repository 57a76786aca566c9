using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Galas;

namespace GalaPlatform.Silo.Programme;

/// <summary>What the control room may do, and when it takes effect.</summary>
internal static class CueRules
{
    /// <summary>How long a cue needs to reach every node, at the least, before it takes effect.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(500);

    /// <summary>The channel opens this long in the past, so that a player finds enough segments to start at once.</summary>
    public static readonly TimeSpan HeadStart = 3 * MediaAsset.SegmentLength;

    public static ChannelPlan PlanOf(GalaEventState gala, MediaAsset? slate) =>
        new(gala.View.Id, gala.Version, gala.Programme.Sessions, gala.Programme.Cues, slate);

    /// <summary>The programme with the cues that a gala's new state brings.</summary>
    public static ProgrammeState ForTransition(
        GalaEventState gala,
        GalaState to,
        MediaAsset? slate,
        DateTimeOffset now
    ) =>
        to switch
        {
            GalaState.Lobby => Opened(gala, now).Programme,
            GalaState.Live => AtBoundary(Opened(gala, now), CueAction.Begin, null, slate, now),
            GalaState.Ended or GalaState.Cancelled => AtBoundary(gala, CueAction.Close, null, slate, now),
            _ => gala.Programme,
        };

    /// <summary>The programme with the cue appended, if it fits what is on air.</summary>
    public static Result<ProgrammeState> Give(
        GalaEventState gala,
        CueAction action,
        SessionId? session,
        MediaAsset? slate,
        DateTimeOffset now
    )
    {
        if (gala.View.State != GalaState.Live)
        {
            return ProgrammeRefusals.NotLive;
        }
        var timeline = ChannelTimeline.From(PlanOf(gala, slate));
        if (timeline.BoundaryAfter(now + Lead) is not { } boundary)
        {
            return ProgrammeRefusals.ChannelNotReady;
        }
        var at = timeline.PositionAt(boundary - TimeSpan.FromTicks(1));
        return Misfit(gala.Programme, action, session, at) is { } refusal
            ? refusal
            : Append(gala.Programme, Allowed(gala.Programme, action, at), session, now, boundary);
    }

    /// <summary>The programme without a project, from the next boundary on; null if it has none of it.</summary>
    public static ProgrammeState? Withdraw(
        GalaEventState gala,
        ProjectId project,
        MediaAsset? slate,
        DateTimeOffset now
    )
    {
        var programme = gala.Programme;
        if (!programme.Lines.Any(line => line.Session.Project == project && !line.IsWithdrawn))
        {
            return null;
        }
        var timeline = ChannelTimeline.From(PlanOf(gala, slate));
        var boundary = timeline.BoundaryAfter(now + Lead);
        var seen = (boundary ?? now + Lead) - TimeSpan.FromTicks(1);
        ProgrammeLine[] lines =
        [
            .. programme
                .Lines.Where(line => !IsOf(line, project) || WasReached(timeline, line, seen))
                .Select(line => IsOf(line, project) ? line with { IsWithdrawn = true } : line),
        ];
        var next = programme with { Lines = lines, Version = programme.Version + 1 };
        var position = timeline.PositionAt(seen);
        var onAir =
            gala.View.State == GalaState.Live && !position.IsHeld && LineAt(programme, position) is { } line1
                ? line1
                : null;
        return onAir is not null && IsOf(onAir, project) && boundary is { } at
            ? Append(next, CueAction.Next, null, now, at)
            : next;
    }

    private static bool IsOf(ProgrammeLine line, ProjectId project) => line.Session.Project == project;

    private static bool WasReached(ChannelTimeline timeline, ProgrammeLine line, DateTimeOffset seen) =>
        timeline.StateOf(line.Session.Id, seen) != SessionState.Planned;

    private static ProgrammeLine? LineAt(ProgrammeState programme, ChannelPosition position) =>
        position.Session >= 0 && position.Session < programme.Lines.Length ? programme.Lines[position.Session] : null;

    private static Refusal? Misfit(
        ProgrammeState programme,
        CueAction action,
        SessionId? session,
        ChannelPosition at
    ) =>
        action switch
        {
            CueAction.Next when at.Session < programme.Lines.Length => null,
            CueAction.Hold when !at.IsHeld && LineAt(programme, at) is not null => null,
            CueAction.Resume when at.IsHeld => null,
            CueAction.Jump => programme.Lines.FirstOrDefault(line => line.Session.Id == session) switch
            {
                null => ProgrammeRefusals.UnknownSession,
                { IsWithdrawn: true } => ProgrammeRefusals.ProjectNotConsented,
                _ => null,
            },
            _ => ProgrammeRefusals.CueDoesNotFit,
        };

    // What was withdrawn while it was held does not come back: the show goes on behind it.
    private static CueAction Allowed(ProgrammeState programme, CueAction action, ChannelPosition at) =>
        action == CueAction.Resume && LineAt(programme, at) is { IsWithdrawn: true } ? CueAction.Next : action;

    private static GalaEventState Opened(GalaEventState gala, DateTimeOffset now) =>
        gala.Programme.Cues.Length > 0
            ? gala
            : gala with
            {
                Programme = Append(gala.Programme, CueAction.Open, null, now, now - HeadStart),
            };

    private static ProgrammeState AtBoundary(
        GalaEventState gala,
        CueAction action,
        SessionId? session,
        MediaAsset? slate,
        DateTimeOffset now
    ) =>
        ChannelTimeline.From(PlanOf(gala, slate)).BoundaryAfter(now + Lead) is { } boundary
            ? Append(gala.Programme, action, session, now, boundary)
            : gala.Programme;

    private static ProgrammeState Append(
        ProgrammeState programme,
        CueAction action,
        SessionId? session,
        DateTimeOffset now,
        DateTimeOffset effectiveAt
    )
    {
        var target = action == CueAction.Jump ? session : null;
        var cue = new Cue(programme.Cues.Length + 1, action, target, now, effectiveAt);
        return programme with { Cues = [.. programme.Cues, cue] };
    }
}
