using GalaPlatform.Room;
using GalaPlatform.Web.Room;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>
/// A web node with its real way of following a room, and a network in between that loses batches. Its readers get what its
/// copy of the log gets, unless a frame passes them over.
/// </summary>
internal sealed class SimulatedNode : IRoomObserver, IRoomCopy
{
    private const int Kept = 2048;
    private const int NewestGiven = 5;

    private readonly Random _chance;
    private readonly TimeProvider _clock;
    private readonly RoomFollower _follower;
    private readonly IRoomGrain _room;
    private readonly string _name;
    private readonly List<RoomEntry> _log = [];
    private readonly List<SimulatedReader> _readers = [];
    private DateTimeOffset _renewedAt = DateTimeOffset.MinValue;
    private long _before;
    private long _expected;
    private bool _isCatchingUp;

    public SimulatedNode(string name, IRoomGrain room, TimeProvider clock, Random chance)
    {
        (_name, _room, _clock, _chance) = (name, room, clock, chance);
        _follower = new RoomFollower(name, room, this, this);
    }

    /// <summary>How many batches and frames the network still loses.</summary>
    public int Losses { get; set; }

    public string? Epoch { get; private set; }

    public long Head => _before + _log.Count;

    public bool IsBehind => Epoch is null || Head < _expected;

    public Task Deliver(RoomBatch batch)
    {
        if (IsLost(3))
        {
            return Task.CompletedTask;
        }
        _expected = batch.Epoch == Epoch || Epoch is null ? Math.Max(_expected, batch.Head) : batch.Head;
        if (batch.Epoch == Epoch)
        {
            Append(batch.Entries);
        }
        return IsBehind ? CatchUp() : Task.CompletedTask;
    }

    public void Restart(string epoch, long before, ReadOnlySpan<RoomEntry> entries)
    {
        (Epoch, _before) = (epoch, before);
        _log.Clear();
        _readers.ForEach(reader => reader.Lag());
        Append(entries);
    }

    public void Append(ReadOnlySpan<RoomEntry> entries)
    {
        var first = Head;
        foreach (var entry in entries)
        {
            if (entry.Sequence == Head + 1)
            {
                _log.Add(entry);
            }
        }
        var news = After(first);
        foreach (var reader in _readers)
        {
            if (news is not [] && IsLost(10))
            {
                reader.Lag();
            }
            reader.Take(news);
        }
    }

    public void Set(RoomSettings settings, Presence presence) { }

    /// <summary>What the node does every second.</summary>
    public async Task LookAfter()
    {
        if (IsBehind || _clock.GetUtcNow() - _renewedAt > RoomPace.Renewal)
        {
            await CatchUp();
        }
    }

    /// <summary>The node tells the room that it leaves, and forgets all that it knew; it serves the room again on the next call.</summary>
    public async Task Restart()
    {
        await _room.Unsubscribe(_name);
        (Epoch, _before, _expected, _renewedAt) = (null, 0, 0, DateTimeOffset.MinValue);
        _log.Clear();
        _readers.ForEach(reader => reader.Lag());
    }

    /// <summary>What joining does: false if the room is out of reach.</summary>
    public async Task<bool> Join(SimulatedReader reader)
    {
        if (Epoch is null || (reader.Epoch == Epoch && Head < reader.Last))
        {
            await CatchUp();
        }
        if (Epoch is null)
        {
            return false;
        }
        var isRecovered =
            reader.Epoch == Epoch
            && reader.Last >= _before
            && reader.Last <= Head
            && Head - reader.Last <= RoomPump.MostRecovered;
        var from = isRecovered ? reader.Last : Math.Max(_before, Head - NewestGiven);
        _readers.Add(reader);
        reader.Joined(Epoch, isRecovered, Head, After(from));
        return true;
    }

    public void Leave(SimulatedReader reader)
    {
        _readers.Remove(reader);
        reader.Lag();
    }

    public async Task CatchUp()
    {
        if (_isCatchingUp)
        {
            return;
        }
        _isCatchingUp = true;
        try
        {
            _renewedAt = await _follower.Renew() is null ? _clock.GetUtcNow() : _renewedAt;
        }
        catch (Exception problem) when (Evening.IsUnknown(problem) || problem.Message is "empty")
        {
            // The next second tries again.
        }
        finally
        {
            _isCatchingUp = false;
        }
    }

    private RoomEntry[] After(long sequence) => [.. _log.Skip((int)Math.Min(sequence - _before, Kept))];

    private bool IsLost(int oneIn)
    {
        if (Losses == 0 || _chance.Next(oneIn) > 0)
        {
            return false;
        }
        Losses--;
        return true;
    }
}

/// <summary>Somebody who reads along: keeps what came, and comes back by epoch and number.</summary>
internal sealed class SimulatedReader
{
    private bool _isLagging;

    /// <summary>Each stretch was read without an interruption that the platform admitted.</summary>
    public List<List<RoomEntry>> Stretches { get; } =
    [
        [],
    ];

    public string? Epoch { get; private set; }

    public long Last { get; private set; }

    /// <summary>A frame passed it over; it has to join again.</summary>
    public bool MustJoin => Epoch is null || _isLagging;

    public void Lag() => _isLagging = true;

    public void Joined(string epoch, bool isRecovered, long head, RoomEntry[] entries)
    {
        if (!isRecovered)
        {
            Stretches.Add([]);
        }
        (Epoch, _isLagging) = (epoch, false);
        Stretches[^1].AddRange(entries);
        Last = head;
    }

    public void Take(RoomEntry[] entries)
    {
        if (!_isLagging && entries is not [])
        {
            Stretches[^1].AddRange(entries);
            Last = entries[^1].Sequence;
        }
    }
}
