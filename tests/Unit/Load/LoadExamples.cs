using System.Text;
using System.Text.Json;
using GalaPlatform.Rehearsal;
using GalaPlatform.Rehearsal.Channel;
using GalaPlatform.Rehearsal.Room;

namespace GalaPlatform.Tests.Unit.Load;

/// <summary>What a rehearsal's clients send and are told.</summary>
internal static class LoadExamples
{
    public const string Gala = "0193c7a000007000800000000000abcd";
    public const string Tag = "bcdf";

    public static readonly Script Marks = new(Tag);

    public static HubRecord Frame(long head, params (long Sequence, int Number)[] entries) =>
        Read(
            new
            {
                type = 1,
                target = "Frame",
                arguments = new[]
                {
                    new
                    {
                        g = Gala,
                        e = "e1",
                        h = head,
                        x = entries.Select(Entry),
                    },
                },
            }
        );

    public static HubRecord Joined(
        long head,
        bool recovered = false,
        string epoch = "e1",
        params (long Sequence, int Number)[] entries
    ) => Read(JoinAnswer(head, recovered, epoch, entries));

    /// <summary>What the server answers to a join.</summary>
    public static object JoinAnswer(
        long head,
        bool recovered = false,
        string epoch = "e1",
        params (long Sequence, int Number)[] entries
    ) =>
        new
        {
            type = 3,
            invocationId = "-1",
            result = new
            {
                epoch,
                head,
                recovered,
                entries = entries.Select(Entry),
                you = new { name = "6B" },
                now = "2026-12-15T15:04:05.120Z",
            },
        };

    public static HubRecord Read(object record)
    {
        var read = new HubRecord(Marks);
        read.Read(JsonSerializer.SerializeToUtf8Bytes(record), Gala, string.Empty);
        return read;
    }

    /// <summary>A reader that came in when the log had <paramref name="head"/> entries.</summary>
    public static ReaderLedger Reader(this RoomLedger room, string name, long head = 0)
    {
        var reader = room.AddReader(name);
        reader.Join(Joined(head), null, []);
        reader.IsHere = true;
        return reader;
    }

    public static void Reads(this ReaderLedger reader, params (long Sequence, int Number)[] entries) =>
        reader.Read(Frame(entries[^1].Sequence, entries), []);

    /// <summary>A channel's playlist of 2 s segments.</summary>
    public static MediaPlaylist Playlist(long first, int count, string folder = "a/one") =>
        MediaPlaylist.Parse(PlaylistText(first, count, folder));

    /// <summary>The same as text.</summary>
    public static string PlaylistText(long first, int count, string folder = "a/one")
    {
        var text = new StringBuilder($"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:{first}\n");
        for (var sequence = first; sequence < first + count; sequence++)
        {
            text.Append(
                null,
                $"#EXT-X-PROGRAM-DATE-TIME:{StartOf(sequence).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n"
            );
            text.Append(null, $"#EXTINF:2,\n{folder}/{sequence:00000}.m4s\n");
        }
        return text.ToString();
    }

    public static DateTimeOffset StartOf(long sequence) =>
        new DateTimeOffset(2026, 12, 15, 15, 0, 0, TimeSpan.Zero).AddSeconds(2 * sequence);

    public static IEnumerable<(Promise Promise, long Count)> Broken(this Violations violations) =>
        Enum.GetValues<Promise>().Select(promise => (promise, violations.Of(promise))).Where(one => one.Item2 > 0);

    private static object Entry((long Sequence, int Number) of) =>
        new
        {
            s = of.Sequence,
            k = "message",
            f = new { name = "6B", school = "École des Érables" },
            d = new { text = of.Number < 0 ? "Bonjour" : Marks.Text(of.Number) },
        };
}
