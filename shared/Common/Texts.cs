namespace GalaPlatform.Common;

/// <summary>What a text field takes.</summary>
public static class Texts
{
    /// <summary>The trimmed text; or <c>required</c>, <c>too-long</c>, <c>bad-text</c>.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="maxLength">The most UTF-16 units that are kept.</param>
    /// <param name="field">The camelCase name of the field.</param>
    public static Result<string> Required(string? text, int maxLength, string field)
    {
        var clean = text?.Trim() ?? string.Empty;
        return clean.Length == 0 ? CommonRefusals.Required with { Field = field }
            : clean.Length > maxLength ? CommonRefusals.TooLong with { Field = field }
            : !CanBeStored(clean) ? CommonRefusals.BadText with { Field = field }
            : clean;
    }

    /// <summary>The text in each language that has one, trimmed; at least one is needed.</summary>
    public static Result<LocalText> Required(LocalText? text, int maxLength, string field)
    {
        if (text is null || text.IsBlank())
        {
            return CommonRefusals.Required with { Field = field };
        }
        var (fr, en) = (Blank(text.Fr), Blank(text.En));
        var problem = Problem(fr, maxLength) ?? Problem(en, maxLength);
        return problem is null ? new LocalText(fr, en) : problem with { Field = field };
    }

    /// <summary>The text, or null if there is none in either language.</summary>
    public static Result<LocalText?> Optional(LocalText? text, int maxLength, string field)
    {
        if (text is null || text.IsBlank())
        {
            return (LocalText?)null;
        }
        var required = Required(text, maxLength, field);
        return required.Refusal is { } refusal ? refusal : required.Value;
    }

    /// <summary>True if every database keeps the text as it is: no U+0000, and no half of a surrogate pair.</summary>
    public static bool CanBeStored(string text)
    {
        for (var place = 0; place < text.Length; place++)
        {
            if (char.IsSurrogatePair(text, place))
            {
                place++;
            }
            else if (text[place] == '\0' || char.IsSurrogate(text[place]))
            {
                return false;
            }
        }
        return true;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Refusal? Problem(string? text, int maxLength) =>
        text is null ? null
        : text.Length > maxLength ? CommonRefusals.TooLong
        : CanBeStored(text) ? null
        : CommonRefusals.BadText;
}
