using System.Globalization;
using System.Text;
using GalaPlatform.Common;

namespace GalaPlatform.Room;

/// <summary>What a message may be.</summary>
public static class RoomText
{
    /// <summary>The most characters as people count them: extended grapheme clusters (UAX #29).</summary>
    public const int MaxGraphemes = 300;

    /// <summary>The most bytes of UTF-8.</summary>
    public const int MaxBytes = 2048;

    /// <summary>The text as it will be kept (NFC, trimmed, control characters dropped), or why it cannot be.</summary>
    public static Result<string> Accept(string? raw)
    {
        if (raw is null)
        {
            return RoomRefusals.Empty;
        }
        if (raw.Length > MaxBytes || Encoding.UTF8.GetByteCount(raw) > MaxBytes)
        {
            return RoomRefusals.TooLong;
        }
        if (!IsWellFormed(raw))
        {
            return CommonRefusals.BadText;
        }
        var text = WithoutControls(raw.Normalize(NormalizationForm.FormC)).Trim();
        if (IsBlank(text))
        {
            return RoomRefusals.Empty;
        }
        // Composing may lengthen: some signs fall apart into several.
        return CountGraphemes(text) > MaxGraphemes || Encoding.UTF8.GetByteCount(text) > MaxBytes
            ? RoomRefusals.TooLong
            : text;
    }

    /// <summary>
    /// What two messages have in common that say the same: letters, digits and pictures, without case, width, spaces and
    /// punctuation. A text of punctuation alone stands for itself.
    /// </summary>
    public static string Gist(string text)
    {
        var folded = text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        var gist = string.Concat(folded.EnumerateRunes().Where(IsWord));
        return gist.Length > 0 ? gist : folded;
    }

    /// <summary>Characters as people count them.</summary>
    public static int CountGraphemes(string text)
    {
        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; count++)
        {
            rest = rest[StringInfo.GetNextTextElementLength(rest)..];
        }
        return count;
    }

    private static bool IsWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.OtherSymbol
                or UnicodeCategory.MathSymbol
                or UnicodeCategory.CurrencySymbol;

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] is '\0' or '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }
        return true;
    }

    private static string WithoutControls(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign)) : text;

    // Zero-width and directional signs alone are nothing to read.
    private static bool IsBlank(string text) =>
        text.EnumerateRunes()
            .All(rune => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);
}
