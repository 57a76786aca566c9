using GalaPlatform.Common;

namespace GalaPlatform.Web.Platform;

/// <summary>Texts at the edge: what may come in, by field.</summary>
internal static class Input
{
    public const int Title = 200;
    public const int Name = 200;
    public const int ClassroomName = 60;
    public const int Description = 4000;
    public const int Reason = 500;
    public const int Email = 254;
    public const int Password = 128;

    /// <summary>A line that must be there: trimmed, NFC, without control characters.</summary>
    public static Result<string> Line(string? text, string field, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return CommonRefusals.Required with { Field = field };
        }
        return text.Any(char.IsControl) ? CommonRefusals.BadText with { Field = field } : Bounded(text, field, max);
    }

    /// <summary>Lines that must be there; line breaks and tabs are all the control characters they may have.</summary>
    public static Result<string> Lines(string? text, string field, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return CommonRefusals.Required with { Field = field };
        }
        return text.Any(IsForbiddenInLines) ? CommonRefusals.BadText with { Field = field } : Bounded(text, field, max);
    }

    /// <summary>A line in one or both languages. The language that is left out, or blank, is null.</summary>
    public static Result<LocalText> LocalLine(LocalText? text, string field, int max) => Local(text, field, max, Line);

    /// <summary>Lines in one or both languages.</summary>
    public static Result<LocalText> LocalLines(LocalText? text, string field, int max) =>
        Local(text, field, max, Lines);

    /// <summary>An address of e-mail as far as a form can tell: one @ with something on both sides, no blanks.</summary>
    public static Result<string> EmailAddress(string? text, string field = "email")
    {
        if (!Line(text, field, Email).Succeeded(out var email, out var refusal))
        {
            return refusal;
        }
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var fits = at > 0 && at < email.Length - 1 && email.LastIndexOf('@') == at && !email.Any(char.IsWhiteSpace);
        return fits ? email : EdgeRefusals.BadEmail with { Field = field };
    }

    private static Result<LocalText> Local(
        LocalText? text,
        string field,
        int max,
        Func<string?, string, int, Result<string>> check
    )
    {
        if (text is null || text.IsBlank())
        {
            return CommonRefusals.Required with { Field = field };
        }
        var fr = string.IsNullOrWhiteSpace(text.Fr) ? default(string?) : text.Fr;
        var en = string.IsNullOrWhiteSpace(text.En) ? default(string?) : text.En;
        var french = fr is null ? new Result<string>() : check(fr, $"{field}.fr", max);
        var english = en is null ? new Result<string>() : check(en, $"{field}.en", max);
        return (french.Refusal ?? english.Refusal) is { } refusal
            ? refusal
            : new LocalText(french.Value, english.Value);
    }

    private static Result<string> Bounded(string text, string field, int max)
    {
        if (text.Length > max * 4)
        {
            return CommonRefusals.TooLong with { Field = field };
        }
        if (!IsWellFormed(text))
        {
            return CommonRefusals.BadText with { Field = field };
        }
        var normal = text.Trim().Normalize();
        return normal.Length > max ? CommonRefusals.TooLong with { Field = field } : normal;
    }

    private static bool IsForbiddenInLines(char sign) => char.IsControl(sign) && sign is not ('\n' or '\r' or '\t');

    // Half a surrogate pair and the noncharacters cannot be written to every database; Normalize throws on them.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] is '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }
        return true;
    }
}
