namespace GalaPlatform.Classrooms;

/// <summary>The form of class codes.</summary>
public static class ClassCodes
{
    /// <summary>31 signs without look-alikes: no 0 and O, no 1, I and L.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Signs in a code: 31⁸ ≈ 8.5·10¹¹ codes.</summary>
    public const int Length = 8;

    /// <summary>What a person typed as a code: upper case, spaces and dashes dropped; null if it cannot be one.</summary>
    public static string? Normalize(string? typed)
    {
        if (typed is null || typed.Length > 40)
        {
            return null;
        }
        var code = new string([
            .. typed.ToUpperInvariant().Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '–')),
        ]);
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }
}
