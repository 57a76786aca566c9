using System.Text;

namespace GalaPlatform.Rehearsal.Room;

/// <summary>
/// What the rehearsal's classes say: cheers that begin with a mark, by which each message is known again wherever it is
/// read. Letters alone, so that no filter takes the mark for a telephone number or a link.
/// </summary>
internal sealed class Script(string tag)
{
    public const int TagLength = 4;

    private const string Letters = "bcdfghjklmnpqrst";
    private const int NumberLength = 6;
    private const int MarkLength = TagLength + NumberLength + 3;

    private static readonly string[] Cheers =
    [
        "Bravo, quelle belle idée !",
        "Comment avez-vous fait ça ?",
        "What a clever robot!",
        "On adore la musique.",
        "Merci à toute la classe !",
        "How long did it take you?",
        "Nous aussi, on veut essayer 🤖",
        "Le moment où ça tombe est génial.",
    ];

    private readonly byte[] _tag = Encoding.ASCII.GetBytes(tag);

    /// <summary>A tag for one rehearsal, so that what another one left in the room is not taken for its own.</summary>
    public static string NewTag(Random dice) =>
        new([.. Enumerable.Range(0, TagLength).Select(_ => Letters[dice.Next(16)])]);

    public string Text(int number)
    {
        Span<char> mark = stackalloc char[NumberLength];
        for (var (place, rest) = (NumberLength - 1, number); place >= 0; place--, rest >>= 4)
        {
            mark[place] = Letters[rest & 15];
        }
        return $"[{tag}-{mark}] {Cheers[number % Cheers.Length]}";
    }

    /// <summary>The number of a message of this rehearsal, or −1.</summary>
    /// <param name="text">As it stands in the JSON, escapes and all: the mark needs none.</param>
    public int Number(ReadOnlySpan<byte> text)
    {
        if (
            text.Length < MarkLength
            || text[0] != '['
            || !text.Slice(1, TagLength).SequenceEqual(_tag)
            || text[TagLength + 1] != '-'
            || text[MarkLength - 1] != ']'
        )
        {
            return -1;
        }
        var number = 0;
        foreach (var letter in text.Slice(TagLength + 2, NumberLength))
        {
            var digit = Letters.IndexOf((char)letter, StringComparison.Ordinal);
            if (digit < 0)
            {
                return -1;
            }
            number = (number << 4) | digit;
        }
        return number;
    }
}
