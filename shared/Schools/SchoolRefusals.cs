using GalaPlatform.Common;

namespace GalaPlatform.Schools;

/// <summary>Why a school says no.</summary>
public static class SchoolRefusals
{
    /// <summary>Schools have coordinators and teachers, no other members.</summary>
    public static readonly Refusal BadRole = new(
        "bad-role",
        RefusalKind.Malformed,
        "Une école a des coordonnateurs et des enseignants.",
        "A school has coordinators and teachers.",
        "role"
    );
}
