namespace GalaPlatform.Common;

/// <summary>A text for people, in French and English. French first; where one is missing the other stands in.</summary>
/// <param name="Fr">French, or null.</param>
/// <param name="En">English, or null.</param>
[GenerateSerializer, Immutable, Alias("local-text")]
public sealed record LocalText([property: Id(0)] string? Fr, [property: Id(1)] string? En)
{
    /// <summary>The text in a language, or in the other one if that is all there is.</summary>
    public string In(Language language) => (language == Language.English ? En ?? Fr : Fr ?? En) ?? string.Empty;

    /// <summary>True when neither language has a visible sign.</summary>
    public bool IsBlank() => string.IsNullOrWhiteSpace(Fr) && string.IsNullOrWhiteSpace(En);
}

/// <summary>The two languages of the platform.</summary>
public enum Language
{
    /// <summary>fr, the first.</summary>
    French,

    /// <summary>en.</summary>
    English,
}
