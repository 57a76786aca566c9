using System.Globalization;

namespace GalaPlatform.Rehearsal.Room;

/// <summary>What one reader was told, in the order in which it came. Belongs to that reader's connection.</summary>
internal sealed class ReaderLedger(RoomLedger room, Violations violations, string name)
{
    private List<ulong> _seen = [];
    private bool _isIn;

    public string Name => name;

    /// <summary>The log that the reader follows.</summary>
    public string Epoch { get; private set; } = string.Empty;

    /// <summary>The log's head when the reader first came in: what is before is no concern of it.</summary>
    public long Base { get; private set; }

    /// <summary>The newest entry that it holds.</summary>
    public long Last { get; private set; }

    public long Taps { get; private set; }

    /// <summary>Whether it is in the room at this moment.</summary>
    public bool IsHere { get; set; }

    /// <summary>The answer to a join.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="after">What the reader said that it holds; null when it came in for the first time.</param>
    /// <param name="news">What the reader did not have yet, in order.</param>
    public void Join(HubRecord answer, long? after, List<SeenEntry> news)
    {
        if (!_isIn || after is not { } held)
        {
            (_isIn, Epoch, Base, Last) = (true, answer.Epoch, answer.Head, answer.Head);
            return;
        }
        if (answer.Epoch != Epoch)
        {
            violations.Add(Promise.LogRestarted, $"{name} was told another epoch");
            (Epoch, Base, Last) = (answer.Epoch, answer.Head, answer.Head);
            _seen = [];
            return;
        }
        if (!answer.IsRecovered)
        {
            violations.Add(Promise.NotRecovered, Text($"{name} came back with {held} and was not told what it missed"));
        }
        var before = held;
        foreach (var entry in answer.Entries)
        {
            if (answer.IsRecovered && entry.Sequence <= held)
            {
                violations.Add(Promise.Doubled, Text($"{name} was given entry {entry.Sequence}, and had said {held}"));
            }
            else if (entry.Sequence <= before && answer.IsRecovered)
            {
                violations.Add(Promise.OutOfOrder, Text($"{name} was given {entry.Sequence} after {before} on return"));
            }
            else if (entry.Sequence > Last)
            {
                // Frames that were on their way when the reader asked brought the others.
                Take(entry, news);
            }
            before = Math.Max(before, entry.Sequence);
        }
        Last = Math.Max(Last, answer.Head);
    }

    /// <summary>A frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="news">What the reader did not have yet, in order.</param>
    /// <returns>False if the reader now knows that it misses something.</returns>
    public bool Read(HubRecord frame, List<SeenEntry> news)
    {
        Taps += frame.Taps;
        foreach (var entry in frame.Entries)
        {
            if (entry.Sequence > Last)
            {
                Take(entry, news);
            }
            else
            {
                var promise = Lacks(entry.Sequence) ? Promise.OutOfOrder : Promise.Doubled;
                violations.Add(promise, Text($"{name} got entry {entry.Sequence} after {Last}"));
                Mark(entry.Sequence);
            }
        }
        return frame.Epoch == Epoch && frame.Head <= Last;
    }

    /// <summary>Whether the reader should have an entry and does not.</summary>
    public bool Lacks(long sequence)
    {
        var place = sequence - Base - 1;
        var word = (int)(place >> 6);
        return place >= 0 && (word >= _seen.Count || (_seen[word] & (1UL << (int)(place & 63))) == 0);
    }

    private void Take(SeenEntry entry, List<SeenEntry> news)
    {
        Mark(entry.Sequence);
        Last = entry.Sequence;
        if (entry.Number >= 0 && entry.Number < room.Sent)
        {
            room.Agree(entry.Number, entry.Sequence);
            news.Add(entry);
        }
    }

    private void Mark(long sequence)
    {
        var place = sequence - Base - 1;
        if (place < 0)
        {
            return;
        }
        var word = (int)(place >> 6);
        while (word >= _seen.Count)
        {
            _seen.Add(0);
        }
        _seen[word] |= 1UL << (int)(place & 63);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
