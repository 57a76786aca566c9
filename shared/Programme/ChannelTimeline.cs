using GalaPlatform.Projects;

namespace GalaPlatform.Programme;

/// <summary>One segment of the channel.</summary>
/// <param name="Sequence">Its media sequence number, from 0 at the channel's start.</param>
/// <param name="Start">UTC; when it begins.</param>
/// <param name="Duration">How long it is.</param>
/// <param name="Asset">The asset it comes from.</param>
/// <param name="Number">Its number within the asset.</param>
/// <param name="Discontinuities">How many discontinuities the channel had up to and with this segment.</param>
/// <param name="StartsDiscontinuity">True if it does not follow on from the segment before.</param>
/// <param name="Session">The session that it belongs to, if it does.</param>
public readonly record struct ChannelSegment(
    long Sequence,
    DateTimeOffset Start,
    TimeSpan Duration,
    MediaAsset Asset,
    int Number,
    long Discontinuities,
    bool StartsDiscontinuity,
    SessionId? Session
)
{
    /// <summary>UTC; when it ends.</summary>
    public DateTimeOffset End => Start + Duration;
}

/// <summary>
/// The channel as a pure function of its plan: which segment is on at which instant, under which number. Every node
/// computes the same one, before and after a restart. What lies before the last cue never changes when cues are appended.
/// </summary>
public sealed class ChannelTimeline
{
    private readonly Run[] _runs;

    private ChannelTimeline(ChannelPlan plan, Run[] runs, DateTimeOffset? end) =>
        (Plan, _runs, End) = (plan, runs, end);

    /// <summary>The plan that it follows from.</summary>
    public ChannelPlan Plan { get; }

    /// <summary>UTC; when the channel ends, or null while nobody closed it.</summary>
    public DateTimeOffset? End { get; }

    /// <summary>UTC; when the channel starts, or null while it is not open.</summary>
    public DateTimeOffset? Start => _runs.Length == 0 ? null : _runs[0].Start;

    /// <summary>The pieces that it is made of, in order; for tests and reports.</summary>
    internal IReadOnlyList<Run> Runs => _runs;

    /// <summary>Lays out a plan.</summary>
    public static ChannelTimeline From(ChannelPlan plan)
    {
        var (runs, end) = new TimelineBuilder(plan).Build();
        return new ChannelTimeline(plan, runs, end);
    }

    /// <summary>The segment that is on at an instant, or null before the start and from the end on.</summary>
    public ChannelSegment? SegmentAt(DateTimeOffset instant)
    {
        var index = RunIndexAt(instant);
        if (index < 0)
        {
            return null;
        }
        var run = _runs[index];
        var offset = instant - run.Start;
        return offset >= run.Length ? null : run.Segment(run.IndexAt(offset));
    }

    /// <summary>The newest segments that have begun by <paramref name="instant"/>, at most <paramref name="count"/>, in order: what a player is told.</summary>
    public IReadOnlyList<ChannelSegment> Window(DateTimeOffset instant, int count)
    {
        var newest = RunIndexAt(instant);
        if (newest < 0)
        {
            return [];
        }
        var window = new List<ChannelSegment>(count);
        for (var at = newest; at >= 0 && window.Count < count; at--)
        {
            var run = _runs[at];
            var last = instant - run.Start >= run.Length ? run.Count - 1 : run.IndexAt(instant - run.Start);
            for (var index = last; index >= 0 && window.Count < count; index--)
            {
                window.Add(run.Segment(index));
            }
        }
        window.Reverse();
        return window;
    }

    /// <summary>The first segment boundary after an instant: where a cue given then takes effect. Null when nothing is on.</summary>
    public DateTimeOffset? BoundaryAfter(DateTimeOffset instant) => SegmentAt(instant)?.End;

    /// <summary>Where the programme stands at an instant: session, next segment, and whether it is held.</summary>
    public ChannelPosition PositionAt(DateTimeOffset instant)
    {
        var index = RunIndexAt(instant);
        if (index < 0)
        {
            return ChannelPosition.BeforeProgramme;
        }
        var run = _runs[index];
        var segment = instant - run.Start >= run.Length ? run.Count : run.IndexAt(instant - run.Start);
        return run.PositionAt(segment);
    }

    /// <summary>The session on air at an instant, with its times; null when none is.</summary>
    public OnAir? OnAirAt(DateTimeOffset instant)
    {
        if (SegmentAt(instant) is not { Session: { } session } on)
        {
            return null;
        }
        var held = PositionAt(instant).IsHeld;
        var (startedAt, endsAt) = TimesOf(session)!.Value;
        return new OnAir(session, startedAt, held && on.Session == session && endsAt is null ? null : endsAt, held);
    }

    /// <summary>When a session is on the channel, first and last; the end is null while it is held. Null if it never is.</summary>
    public (DateTimeOffset StartedAt, DateTimeOffset? EndsAt)? TimesOf(SessionId session)
    {
        Run? first = null;
        Run? last = null;
        foreach (var run in _runs)
        {
            if (run.Session == session)
            {
                first ??= run;
                last = run;
            }
        }
        return first is null ? null : (first.Start, last!.IsEndless ? null : last.Start + last.Length);
    }

    /// <summary>What became, or will become, of a session, as seen at an instant.</summary>
    public SessionState StateOf(SessionId session, DateTimeOffset instant)
    {
        if (TimesOf(session) is { } times && times.StartedAt <= instant)
        {
            return times.EndsAt is { } endsAt && endsAt <= instant ? SessionState.Done : SessionState.OnAir;
        }
        var place = Array.FindIndex(Plan.Sessions, planned => planned.Id == session);
        var passed = place >= 0 && PositionAt(instant).Session > place;
        return passed || (End <= instant) ? SessionState.Skipped : SessionState.Planned;
    }

    private int RunIndexAt(DateTimeOffset instant)
    {
        var (low, high) = (0, _runs.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].Start <= instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }
        return high;
    }
}

/// <summary>Where the programme stands.</summary>
/// <param name="Session">Index of the session on the channel; −1 before the first, the number of sessions after the last.</param>
/// <param name="Segment">The segment of the session that comes next.</param>
/// <param name="IsHeld">True while the slate stands in.</param>
public readonly record struct ChannelPosition(int Session, int Segment, bool IsHeld)
{
    /// <summary>Nothing of the programme was shown.</summary>
    public static readonly ChannelPosition BeforeProgramme = new(-1, 0, false);
}
