using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Galas;

namespace GalaPlatform.Silo.Programme;

/// <summary>The programme for its readers.</summary>
internal static class ProgrammeViews
{
    public static ProgrammeView Of(GalaEventState gala, MediaAsset? slate, DateTimeOffset now)
    {
        var programme = gala.Programme;
        var timeline = ChannelTimeline.From(CueRules.PlanOf(gala, slate));
        var plannedAt =
            programme.Cues.FirstOrDefault(cue => cue.Action == CueAction.Begin)?.EffectiveAt ?? gala.View.StartsAt;
        var views = new List<SessionView>(programme.Lines.Length);
        foreach (var session in programme.Sessions)
        {
            views.Add(Of(session, timeline, plannedAt, now));
            plannedAt += session.Duration;
        }
        return new ProgrammeView([.. views], timeline.OnAirAt(now), now, programme.Version);
    }

    private static SessionView Of(
        ProgrammeSession session,
        ChannelTimeline timeline,
        DateTimeOffset plannedAt,
        DateTimeOffset now
    )
    {
        var times = timeline.TimesOf(session.Id);
        return new SessionView(
            session.Id,
            session.Kind,
            session.Title,
            session.Project,
            session.Duration.TotalSeconds,
            timeline.StateOf(session.Id, now),
            plannedAt,
            times?.StartedAt <= now ? times?.StartedAt : null,
            times?.EndsAt
        );
    }
}
