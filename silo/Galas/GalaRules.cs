using System.Collections.Frozen;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Programme;

namespace GalaPlatform.Silo.Galas;

/// <summary>What a gala allows.</summary>
internal static class GalaRules
{
    public const int MaxTitleLength = 200;
    public const int MaxDescriptionLength = 4_000;

    private static readonly FrozenSet<string> SystemZones = TimeZoneInfo
        .GetSystemTimeZones()
        .Select(zone => zone.Id)
        .ToFrozenSet();

    private static readonly Dictionary<GalaState, GalaState[]> Transitions = new()
    {
        [GalaState.Draft] = [GalaState.Scheduled, GalaState.Cancelled],
        [GalaState.Scheduled] = [GalaState.Lobby, GalaState.Live, GalaState.Cancelled],
        [GalaState.Lobby] = [GalaState.Live, GalaState.Cancelled],
        [GalaState.Live] = [GalaState.Ended],
        [GalaState.Ended] = [GalaState.Archived],
        [GalaState.Archived] = [],
        [GalaState.Cancelled] = [],
    };

    public static bool Allows(GalaState from, GalaState to) => Transitions[from].Contains(to);

    public static Result<GalaEventState> Create(GalaEventState? present, GalaId id, NewGala gala, DateTimeOffset now)
    {
        if (present is not null)
        {
            return CommonRefusals.AlreadyExists;
        }
        var draft = new GalaView(id, gala.Title, null, GalaState.Draft, default, string.Empty, [], [], 1);
        return Describe(draft, gala.Title, gala.Description)
            .Then(view => Schedule(view, gala.StartsAt, gala.TimeZone, now))
            .Map(view => new GalaEventState(view, ProgrammeState.Empty, now, 1));
    }

    public static Result<GalaEventState> Change(
        GalaEventState gala,
        GalaChange change,
        long? ifVersion,
        DateTimeOffset now
    )
    {
        var view = gala.View;
        if (ifVersion is { } seen && seen != view.Version)
        {
            return CommonRefusals.Stale;
        }
        var moves = change.StartsAt is not null || change.TimeZone is not null;
        if (moves && view.State is not (GalaState.Draft or GalaState.Scheduled))
        {
            return GalaRefusals.UnderWay;
        }
        return Describe(view, change.Title ?? view.Title, change.Description ?? view.Description)
            .Then(described => moves ? Reschedule(described, change, now) : described)
            .Map(changed => gala with { View = changed with { Version = view.Version + 1 } });
    }

    public static Result<GalaEventState> InviteSchool(GalaEventState gala, Result<SchoolView> school) =>
        school.Refusal is { } refusal ? refusal with { Field = "schoolId" }
        : gala.View.Schools.Contains(school.Value!.Id) ? gala
        : Revised(gala, gala.View with { Schools = [.. gala.View.Schools, school.Value.Id] });

    public static Result<GalaEventState> NameModerator(GalaEventState gala, AccountId account) =>
        gala.View.Moderators.Contains(account)
            ? gala
            : Revised(gala, gala.View with { Moderators = [.. gala.View.Moderators, account] });

    /// <summary>The gala in its new state, with the cues that the new state means for the channel.</summary>
    public static Result<GalaEventState> Transition(
        GalaEventState gala,
        GalaState to,
        MediaAsset? slate,
        DateTimeOffset now
    )
    {
        if (!Allows(gala.View.State, to))
        {
            return GalaRefusals.BadTransition;
        }
        if (to is GalaState.Live && gala.Programme.Lines.Length == 0)
        {
            return GalaRefusals.EmptyProgramme;
        }
        if (to is GalaState.Lobby or GalaState.Live && slate is null)
        {
            return ProgrammeRefusals.ChannelNotReady with { RetryAfterSeconds = 5 };
        }
        var moved = Revised(gala, gala.View with { State = to });
        return moved with { Programme = CueRules.ForTransition(moved, to, slate, now) };
    }

    private static GalaEventState Revised(GalaEventState gala, GalaView view) =>
        gala with
        {
            View = view with { Version = gala.View.Version + 1 },
        };

    private static Result<GalaView> Describe(GalaView view, LocalText? title, LocalText? description) =>
        Texts
            .Required(title, MaxTitleLength, "title")
            .Then(clean =>
                Texts
                    .Optional(description, MaxDescriptionLength, "description")
                    .Map(words => view with { Title = clean, Description = words })
            );

    private static Result<GalaView> Reschedule(GalaView view, GalaChange change, DateTimeOffset now) =>
        change.StartsAt is { } startsAt ? Schedule(view, startsAt, change.TimeZone ?? view.TimeZone, now)
        : IsZone(change.TimeZone) ? view with { TimeZone = change.TimeZone! }
        : GalaRefusals.UnknownTimeZone;

    private static Result<GalaView> Schedule(GalaView view, DateTimeOffset startsAt, string zone, DateTimeOffset now) =>
        startsAt <= now ? GalaRefusals.StartsInThePast
        : !IsZone(zone) ? GalaRefusals.UnknownTimeZone
        : view with { StartsAt = startsAt.ToUniversalTime(), TimeZone = zone };

    // The system also opens files that name no zone ("localtime", "posix/…") and Windows' own names: a browser knows
    // neither. ICU knows every name but those without a counterpart on Windows; the system lists those.
    private static bool IsZone(string? name) =>
        name is not null && (TimeZoneInfo.TryConvertIanaIdToWindowsId(name, out _) || SystemZones.Contains(name));
}
