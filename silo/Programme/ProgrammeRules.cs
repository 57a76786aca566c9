using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Galas;

namespace GalaPlatform.Silo.Programme;

/// <summary>What may stand in a programme.</summary>
internal static class ProgrammeRules
{
    /// <summary>The programme written anew.</summary>
    /// <param name="gala">The gala.</param>
    /// <param name="items">The run of show.</param>
    /// <param name="ifVersion">The version that the editor saw.</param>
    /// <param name="projects">The projects named, as they are now; the ones missing do not exist.</param>
    /// <param name="newId">Makes ids for what was not in the programme before.</param>
    /// <param name="now">UTC.</param>
    public static Result<ProgrammeState> Write(
        GalaEventState gala,
        ProgrammeItem[] items,
        long? ifVersion,
        IReadOnlyDictionary<ProjectId, ProjectView> projects,
        Func<SessionId> newId,
        DateTimeOffset now
    )
    {
        var programme = gala.Programme;
        var refusal =
            ifVersion is { } seen && seen != programme.Version ? CommonRefusals.Stale
            : gala.View.State is not (GalaState.Draft or GalaState.Scheduled or GalaState.Lobby)
                ? ProgrammeRefusals.OnAir
            : items.Length > ProgrammeLimits.MaxSessions ? ProgrammeRefusals.TooManySessions
            : null;
        if (refusal is not null)
        {
            return refusal;
        }
        var former = programme.Lines.Select(line => line.Session).ToList();
        var lines = new List<ProgrammeLine>(items.Length);
        for (var place = 0; place < items.Length; place++)
        {
            var session = SessionFor(gala.View, items[place], projects, now);
            if (!session.Succeeded(out var made, out var problem))
            {
                return problem with { Field = $"sessions[{place}]" };
            }
            lines.Add(new ProgrammeLine(made with { Id = TakeId(former, made) ?? newId() }, false));
        }
        return programme with { Lines = [.. lines], Version = programme.Version + 1 };
    }

    private static Result<ProgrammeSession> SessionFor(
        GalaView gala,
        ProgrammeItem item,
        IReadOnlyDictionary<ProjectId, ProjectView> projects,
        DateTimeOffset now
    ) =>
        item.Kind switch
        {
            SessionKind.Video when item.Project is { } id => projects.TryGetValue(id, out var project)
                ? Video(gala, project, now)
                : CommonRefusals.NotFound,
            SessionKind.Slate or SessionKind.Live when item.Seconds is >= 1 and <= ProgrammeLimits.MaxSeconds => Still(
                item
            ),
            _ => ProgrammeRefusals.BadSession,
        };

    // Consent must hold when it is shown, not only while the programme is written.
    private static Result<ProgrammeSession> Video(GalaView gala, ProjectView project, DateTimeOffset now)
    {
        var shownAt = gala.StartsAt > now ? gala.StartsAt : now;
        return !gala.Schools.Contains(project.School) ? ProgrammeRefusals.SchoolNotInvited
            : project.Media is not { State: MediaState.Ready, Asset: { } asset } ? ProgrammeRefusals.ProjectNotReady
            : project.Review != ReviewDecision.Approved ? ProgrammeRefusals.ProjectNotApproved
            : project.Consent?.Allows(ConsentUses.Live, shownAt) != true ? ProgrammeRefusals.ProjectNotConsented
            : new ProgrammeSession(
                default,
                SessionKind.Video,
                new LocalText(project.Title, null),
                project.Id,
                asset,
                asset.Duration
            );
    }

    private static Result<ProgrammeSession> Still(ProgrammeItem item)
    {
        var segment = MediaAsset.SegmentLength;
        var segments = Math.Ceiling(TimeSpan.FromSeconds(item.Seconds!.Value) / segment);
        return Texts
            .Required(item.Title, GalaRules.MaxTitleLength, "sessions")
            .Map(title => new ProgrammeSession(default, item.Kind, title, null, null, segments * segment));
    }

    // What stays in the programme keeps its id, wherever it moved to.
    private static SessionId? TakeId(List<ProgrammeSession> former, ProgrammeSession session)
    {
        var place = former.FindIndex(one =>
            one.Kind == session.Kind
            && one.Project == session.Project
            && (one.Kind == SessionKind.Video || (one.Title == session.Title && one.Duration == session.Duration))
        );
        if (place < 0)
        {
            return null;
        }
        var id = former[place].Id;
        former.RemoveAt(place);
        return id;
    }
}
