using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>The newest entries of a room, encoded, without gaps: what frames are made of, and what a reconnecting client missed.</summary>
internal sealed class EntryRing(int capacity)
{
    private readonly byte[][] _entries = new byte[capacity][];
    private int _count;

    /// <summary>The highest sequence number.</summary>
    public long Head { get; private set; }

    /// <summary>The lowest one that is still here; above <see cref="Head"/> when nothing is.</summary>
    public long First => Head - _count + 1;

    /// <summary>Begins anew below <paramref name="head"/>: the next entry is the one after it.</summary>
    public void Reset(long head)
    {
        Array.Clear(_entries);
        (Head, _count) = (head, 0);
    }

    /// <summary>Adds the next entry. False if it is not the next one, because it was here before or because one is missing.</summary>
    public bool TryAdd(RoomEntry entry)
    {
        if (entry.Sequence != Head + 1)
        {
            return false;
        }
        Head = entry.Sequence;
        _entries[Head % capacity] = FrameWriter.Encode(entry);
        _count = Math.Min(_count + 1, capacity);
        return true;
    }

    /// <summary>The entries after one number up to another, which must be here.</summary>
    public byte[][] Between(long after, long upTo)
    {
        var found = new byte[upTo - after][];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = _entries[(after + 1 + i) % capacity];
        }
        return found;
    }
}
