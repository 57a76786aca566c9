using GalaPlatform.Projects;

namespace GalaPlatform.Programme;

/// <summary>Folds a cue log into runs. Each cue cuts what was to come at its boundary and lays out anew from there.</summary>
internal sealed class TimelineBuilder(ChannelPlan plan)
{
    private readonly List<Run> _runs = [];
    private DateTimeOffset? _end;

    public (Run[] Runs, DateTimeOffset? End) Build()
    {
        if (plan.Slate is not null)
        {
            foreach (var cue in plan.Cues)
            {
                Apply(cue, plan.Slate);
            }
        }
        return ([.. _runs], _end);
    }

    private void Apply(Cue cue, MediaAsset slate)
    {
        if (_end is not null)
        {
            return;
        }
        var (before, at) = Cut(cue.EffectiveAt);
        switch (cue.Action)
        {
            case CueAction.Open:
                AddSlate(cue.EffectiveAt, slate, ChannelPosition.BeforeProgramme);
                break;
            case CueAction.Begin:
                AddProgramme(cue.EffectiveAt, slate, 0, 0);
                break;
            case CueAction.Next:
                AddProgramme(cue.EffectiveAt, slate, before.Session + 1, 0);
                break;
            case CueAction.Jump:
                AddProgramme(cue.EffectiveAt, slate, PlaceOf(cue.Session, before.Session), 0);
                break;
            case CueAction.Hold:
                AddSlate(cue.EffectiveAt, slate, at with { IsHeld = true });
                break;
            case CueAction.Resume:
                AddProgramme(cue.EffectiveAt, slate, at.Session, at.Segment);
                break;
            case CueAction.Close:
                _end = cue.EffectiveAt;
                break;
        }
    }

    private int PlaceOf(SessionId? session, int otherwise)
    {
        var place = Array.FindIndex(plan.Sessions, planned => planned.Id == session);
        return place < 0 ? otherwise : place;
    }

    /// <summary>
    /// Drops what would begin at or after the boundary. Says where the programme stood in the segment before it, which is
    /// what people saw when they gave the cue, and where it stands at the boundary, which is where a pause goes on.
    /// </summary>
    private (ChannelPosition Before, ChannelPosition At) Cut(DateTimeOffset boundary)
    {
        var (before, position) = (ChannelPosition.BeforeProgramme, ChannelPosition.BeforeProgramme);
        for (var i = 0; i < _runs.Count; i++)
        {
            var run = _runs[i];
            if (run.Start >= boundary)
            {
                _runs.RemoveRange(i, _runs.Count - i);
                break;
            }
            var kept = boundary - run.Start >= run.Length ? run.Count : FirstIndexFrom(run, boundary);
            before = run.PositionAt(kept - 1);
            position = AfterSegments(run, kept);
            if (kept < run.Count)
            {
                _runs[i] = run.CutTo(kept);
            }
        }
        return (before, position);
    }

    // A run that was played out leads to the session after it; a held one stays where it was.
    private ChannelPosition AfterSegments(Run run, int segments)
    {
        var position = run.PositionAt(segments);
        var playedOut = !run.IsEndless && !position.IsHeld && run.Session is not null && segments == run.Count;
        return playedOut && segments + run.Position.Segment >= SegmentsOf(position.Session)
            ? new ChannelPosition(position.Session + 1, 0, false)
            : position;
    }

    private static int FirstIndexFrom(Run run, DateTimeOffset boundary)
    {
        var index = run.IndexAt(boundary - run.Start);
        return run.Segment(index).Start >= boundary ? index : index + 1;
    }

    private int SegmentsOf(int session) =>
        session >= 0 && session < plan.Sessions.Length ? SegmentCount(plan.Sessions[session]) : 0;

    // A slate lasts whole segments; a video as many as it has.
    private static int SegmentCount(ProgrammeSession session) =>
        session.Media?.SegmentTicks.Length
        ?? Math.Max(1, (int)Math.Ceiling(session.Duration / MediaAsset.SegmentLength));

    private void AddProgramme(DateTimeOffset start, MediaAsset slate, int session, int segment)
    {
        for (; session >= 0 && session < plan.Sessions.Length; session++, segment = 0)
        {
            var planned = plan.Sessions[session];
            var count = SegmentCount(planned) - segment;
            if (count > 0)
            {
                var asset = planned.Media ?? slate;
                var run = Add(
                    start,
                    asset,
                    segment % asset.SegmentTicks.Length,
                    count,
                    new(session, segment, false),
                    planned.Id
                );
                start += run.Length;
            }
        }
        AddSlate(start, slate, new ChannelPosition(plan.Sessions.Length, 0, false));
    }

    private void AddSlate(DateTimeOffset start, MediaAsset slate, ChannelPosition position)
    {
        var held = position.IsHeld && position.Session >= 0 && position.Session < plan.Sessions.Length;
        var session = held ? plan.Sessions[position.Session].Id : (SessionId?)null;
        Add(start, slate, 0, Run.Endless, position, session);
    }

    private Run Add(
        DateTimeOffset start,
        MediaAsset asset,
        int segment,
        int count,
        ChannelPosition position,
        SessionId? session
    )
    {
        var before = _runs.Count == 0 ? null : _runs[^1];
        var run = new Run(
            start,
            asset,
            segment,
            count,
            before is null ? 0 : before.FirstSequence + before.Count,
            before is null ? 0 : before.DiscontinuitiesBefore + before.Discontinuities,
            position,
            session
        );
        _runs.Add(run);
        return run;
    }
}
