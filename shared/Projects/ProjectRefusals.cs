using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>Why a project says no.</summary>
public static class ProjectRefusals
{
    /// <summary>Dimensions go from 1 to 12, each once.</summary>
    public static readonly Refusal BadCompetencies = new(
        "bad-competencies",
        RefusalKind.Malformed,
        "Les dimensions de la compétence numérique vont de 1 à 12, chacune une fois.",
        "The dimensions of digital competency go from 1 to 12, each once.",
        "competencies"
    );

    /// <summary>The classroom is not the school's.</summary>
    public static readonly Refusal ClassroomNotOfSchool = new(
        "classroom-not-of-school",
        RefusalKind.NotFound,
        "Cette classe n’est pas de cette école.",
        "This classroom is not of this school.",
        "classroomId"
    );

    /// <summary>Consent needs at least one use and an end in the future.</summary>
    public static readonly Refusal BadConsent = new(
        "bad-consent",
        RefusalKind.Malformed,
        "Choisissez au moins un usage et une date de fin à venir.",
        "Choose at least one use and an end date in the future.",
        "until"
    );

    /// <summary>The upload is not the project's present one.</summary>
    public static readonly Refusal UploadReplaced = new(
        "upload-replaced",
        RefusalKind.Conflict,
        "Un autre envoi a remplacé celui-ci.",
        "Another upload took the place of this one."
    );

    /// <summary>Another worker holds the job now.</summary>
    public static readonly Refusal LeaseLost = new(
        "lease-lost",
        RefusalKind.Conflict,
        "Une autre tentative a pris le relais.",
        "A later attempt took over."
    );

    /// <summary>Only what failed can be tried again.</summary>
    public static readonly Refusal NothingToRetry = new(
        "nothing-to-retry",
        RefusalKind.Conflict,
        "Il n’y a rien à recommencer.",
        "There is nothing to try again."
    );

    /// <summary>A review approves or refuses.</summary>
    public static readonly Refusal BadReview = new(
        "bad-review",
        RefusalKind.Malformed,
        "La décision est « approve » ou « refuse ».",
        "The decision is “approve” or “refuse”.",
        "decision"
    );
}
