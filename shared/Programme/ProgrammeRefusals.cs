using GalaPlatform.Common;

namespace GalaPlatform.Programme;

/// <summary>Why the programme or the control room says no.</summary>
public static class ProgrammeRefusals
{
    /// <summary>A video is not ready to be shown.</summary>
    public static readonly Refusal ProjectNotReady = new(
        "project-not-ready",
        RefusalKind.Conflict,
        "La vidéo de ce projet n’est pas prête.",
        "This project’s video is not ready."
    );

    /// <summary>The school did not consent to showing the project live, or no longer does.</summary>
    public static readonly Refusal ProjectNotConsented = new(
        "project-not-consented",
        RefusalKind.Conflict,
        "L’école n’a pas attesté le consentement pour le direct.",
        "The school has not attested consent for the live show."
    );

    /// <summary>The school did not approve the project.</summary>
    public static readonly Refusal ProjectNotApproved = new(
        "project-not-approved",
        RefusalKind.Conflict,
        "L’école n’a pas approuvé ce projet.",
        "The school has not approved this project."
    );

    /// <summary>The project's school is not invited.</summary>
    public static readonly Refusal SchoolNotInvited = new(
        "school-not-invited",
        RefusalKind.Conflict,
        "L’école de ce projet n’est pas invitée à ce gala.",
        "This project’s school is not invited to this gala."
    );

    /// <summary>A session misses what its kind needs, or lasts too long.</summary>
    public static readonly Refusal BadSession = new(
        "bad-session",
        RefusalKind.Malformed,
        "Une vidéo a besoin d’un projet; un carton, d’un titre et d’une durée de 1 à 14 400 secondes.",
        "A video needs a project; a slate needs a title and a length of 1 to 14,400 seconds.",
        "sessions"
    );

    /// <summary>More sessions than a programme holds.</summary>
    public static readonly Refusal TooManySessions = new(
        "too-many-sessions",
        RefusalKind.Malformed,
        "Un programme compte au plus 200 éléments.",
        "A programme has at most 200 sessions.",
        "sessions"
    );

    /// <summary>The programme is on air or over.</summary>
    public static readonly Refusal OnAir = new(
        "programme-on-air",
        RefusalKind.Conflict,
        "Le programme est en ondes; il ne peut plus être réécrit.",
        "The programme is on air; it cannot be rewritten any more."
    );

    /// <summary>Cues are for a live gala.</summary>
    public static readonly Refusal NotLive = new(
        "not-live",
        RefusalKind.Conflict,
        "Le gala n’est pas en ondes.",
        "The gala is not live."
    );

    /// <summary>The cue does not fit what is on the channel: nothing is held, or everything was shown.</summary>
    public static readonly Refusal CueDoesNotFit = new(
        "cue-does-not-fit",
        RefusalKind.Conflict,
        "Cette commande ne convient pas à ce qui est en ondes.",
        "This cue does not fit what is on air."
    );

    /// <summary>No such session in the programme.</summary>
    public static readonly Refusal UnknownSession = new(
        "unknown-session",
        RefusalKind.NotFound,
        "Cet élément n’est pas au programme.",
        "This session is not in the programme.",
        "sessionId"
    );

    /// <summary>The channel's slate is not made yet.</summary>
    public static readonly Refusal ChannelNotReady = new(
        "channel-not-ready",
        RefusalKind.Unavailable,
        "La chaîne se prépare; réessayez dans un instant.",
        "The channel is getting ready; try again in a moment."
    );
}
