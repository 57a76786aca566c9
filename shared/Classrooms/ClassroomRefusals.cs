using GalaPlatform.Common;

namespace GalaPlatform.Classrooms;

/// <summary>Why a classroom says no.</summary>
public static class ClassroomRefusals
{
    /// <summary>Not a code in force: mistyped, ended, or never given. All look alike.</summary>
    public static readonly Refusal CodeUnknown = new(
        "code-unknown",
        RefusalKind.NotFound,
        "Ce code n’est pas valide. Vérifiez-le ou demandez-en un nouveau.",
        "This code is not valid. Check it or ask for a new one.",
        "code"
    );

    /// <summary>Too many wrong codes from one place.</summary>
    public static readonly Refusal TooManyAttempts = new(
        "too-many-attempts",
        RefusalKind.TooMany,
        "Trop de codes erronés. Attendez une minute.",
        "Too many wrong codes. Wait a minute."
    );

    /// <summary>A headcount is 1 to 500.</summary>
    public static readonly Refusal BadHeadcount = new(
        "bad-headcount",
        RefusalKind.Malformed,
        "Le nombre d’élèves va de 1 à 500.",
        "The headcount goes from 1 to 500.",
        "headcount"
    );

    /// <summary>The classroom has as many seats as it may.</summary>
    public static readonly Refusal ClassroomFull = new(
        "classroom-full",
        RefusalKind.Conflict,
        "Cette classe a atteint son nombre d’appareils. Parlez à votre enseignant.",
        "This classroom has all its devices. Speak to your teacher."
    );
}
