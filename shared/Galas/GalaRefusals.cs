using GalaPlatform.Common;

namespace GalaPlatform.Galas;

/// <summary>Why a gala says no.</summary>
public static class GalaRefusals
{
    /// <summary>The start is not in the future.</summary>
    public static readonly Refusal StartsInThePast = new(
        "starts-in-the-past",
        RefusalKind.Malformed,
        "Le gala doit commencer dans l’avenir.",
        "The gala must start in the future.",
        "startsAt"
    );

    /// <summary>No such time zone in the IANA database.</summary>
    public static readonly Refusal UnknownTimeZone = new(
        "unknown-time-zone",
        RefusalKind.Malformed,
        "Fuseau horaire inconnu; écrivez par exemple America/Toronto.",
        "Unknown time zone; write for example America/Toronto.",
        "timeZone"
    );

    /// <summary>The gala cannot go from its state to the one asked for.</summary>
    public static readonly Refusal BadTransition = new(
        "bad-transition",
        RefusalKind.Conflict,
        "Le gala ne peut pas passer à cet état.",
        "The gala cannot move to that state.",
        "to"
    );

    /// <summary>The doors are open, or the gala is over: its time cannot change any more.</summary>
    public static readonly Refusal UnderWay = new(
        "gala-under-way",
        RefusalKind.Conflict,
        "Les portes sont ouvertes ou le gala est terminé : l’heure ne peut plus changer.",
        "The doors are open or the gala is over: its time cannot change any more.",
        "startsAt"
    );

    /// <summary>There is nothing to show yet.</summary>
    public static readonly Refusal EmptyProgramme = new(
        "empty-programme",
        RefusalKind.Conflict,
        "Le programme est vide.",
        "The programme is empty."
    );
}
