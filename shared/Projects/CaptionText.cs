using System.Text;
using System.Text.RegularExpressions;

namespace GalaPlatform.Projects;

/// <summary>The words of a caption: read with whatever markup they came in, written with <c>b</c>, <c>i</c> and <c>u</c> alone.</summary>
internal static partial class CaptionText
{
    private static readonly (string Entity, string Sign)[] Entities =
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&nbsp;", "\u00A0"),
        ("&lrm;", "\u200E"),
        ("&rlm;", "\u200F"),
    ];

    /// <summary>Clean WebVTT text, and how many characters of it are seen; a blank is not.</summary>
    public static (string Markup, int Visible) Clean(string text)
    {
        var written = new StringBuilder(text.Length);
        var open = new Stack<char>();
        var visible = 0;
        for (var at = 0; at < text.Length; )
        {
            if (Markup().Match(text, at) is { Success: true } tag)
            {
                WriteTag(tag.Groups["name"].ValueSpan, tag.Groups["end"].Success, written, open);
                at += tag.Length;
                continue;
            }
            visible += char.IsWhiteSpace(text[at]) ? 0 : 1;
            at += WriteSign(text.AsSpan(at), written);
        }
        while (open.TryPop(out var tag))
        {
            written.Append("</").Append(tag).Append('>');
        }
        return (WithoutBlankLines(written.ToString()), visible);
    }

    private static void WriteTag(ReadOnlySpan<char> name, bool isEnd, StringBuilder written, Stack<char> open)
    {
        var letter = name.Length == 1 ? char.ToLowerInvariant(name[0]) : ' ';
        if (letter is not ('b' or 'i' or 'u'))
        {
            return;
        }
        if (!isEnd)
        {
            open.Push(letter);
            written.Append('<').Append(letter).Append('>');
        }
        else if (open.Contains(letter))
        {
            char closed;
            do
            {
                closed = open.Pop();
                written.Append("</").Append(closed).Append('>');
            } while (closed != letter);
        }
    }

    /// <summary>Writes the next sign, an entity counting as one; how many characters it took.</summary>
    private static int WriteSign(ReadOnlySpan<char> text, StringBuilder written)
    {
        foreach (var (entity, sign) in Entities)
        {
            if (text.StartsWith(entity, StringComparison.Ordinal))
            {
                written.Append(Escape(sign[0]));
                return entity.Length;
            }
        }
        written.Append(Escape(text[0]));
        return 1;
    }

    private static string Escape(char sign) =>
        sign switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            _ => sign.ToString(),
        };

    // A tag of WebVTT or SubRip on one line, or a position as editors write it into SubRip: {\an8}. Any other bracket is a sign.
    [GeneratedRegex(@"\G(?:<(?<end>/)?(?<name>[A-Za-z]+)[^<>\n]{0,200}>|<[0-9:.]+>|\{\\[^{}\n]{0,50}\})")]
    private static partial Regex Markup();

    // A blank line would end the caption, and what follows would be read as another.
    private static string WithoutBlankLines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
