using GalaPlatform.Galas;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>What a joining connection gets: the log up to the cut, after which frames go on.</summary>
internal sealed record JoinCut(
    string Epoch,
    long Head,
    bool IsRecovered,
    byte[][] Entries,
    RoomSettings Settings,
    Presence Presence
);

/// <summary>
/// One room on one web node: at most one frame per connection and tick, encoded once, the same bytes for all.
/// The first news of a quiet room go at once; what follows within the interval goes together. Nothing here waits for a client.
/// </summary>
internal sealed partial class RoomPump : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Who missed more than so many entries gets the newest ones instead.</summary>
    public const int MostRecovered = 500;

    private const int NewestGiven = 100;
    private const int RingCapacity = 2048;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly FrameWriter _writer;
    private readonly IRoomCrowd _crowd;
    private readonly ITimer _timer;
    private readonly EntryRing _ring = new(RingCapacity);
    private readonly SeatCount _seats = new();
    private readonly int[] _reactions = new int[ReactionKinds.All.Length];

    private string? _epoch;
    private RoomSettings _settings = new(false, 0);
    private Presence _presence;
    private bool _presenceChanged;
    private long _framed;
    private long _expected;

    public RoomPump(GalaId gala, TimeProvider time, IRoomCrowd crowd)
    {
        (_time, _started, _writer, _crowd) = (time, time.GetTimestamp(), new FrameWriter(gala), crowd);
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Since the pump started. Wall clocks jump; a room must not fall silent for that.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_started);

    public string? Epoch => _epoch;

    public long Head
    {
        get
        {
            lock (_lock)
            {
                return _ring.Head;
            }
        }
    }

    /// <summary>True when an entry is known to exist that did not come.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_lock)
            {
                return _epoch is null || _ring.Head < _expected;
            }
        }
    }

    public int Connections
    {
        get
        {
            lock (_lock)
            {
                return _crowd.Count + _joining.Count - _leaving.Count;
            }
        }
    }

    /// <summary>How many watch through this node.</summary>
    public Presence Here
    {
        get
        {
            lock (_lock)
            {
                return _seats.Presence;
            }
        }
    }

    /// <summary>Begins a log, or another one: who follows the old one is told by the epoch.</summary>
    public void Restart(string epoch, long before, ReadOnlySpan<RoomEntry> entries)
    {
        lock (_lock)
        {
            var hadOther = _epoch is not null;
            (_epoch, _expected) = (epoch, hadOther ? 0 : _expected);
            _ring.Reset(before);
            Add(entries);
            _framed = _ring.Head;
            _lagAll = hadOther;
            if (hadOther)
            {
                Schedule(_interval);
            }
        }
    }

    /// <summary>Adds entries that the room told when asked.</summary>
    public void Append(ReadOnlySpan<RoomEntry> entries)
    {
        lock (_lock)
        {
            if (Add(entries))
            {
                Schedule(_interval);
            }
        }
    }

    public void Set(RoomSettings settings, Presence presence)
    {
        lock (_lock)
        {
            _settings = settings;
            Change(presence);
        }
    }

    /// <summary>Takes what the room told by itself. False if something before it is missing.</summary>
    public bool Apply(RoomBatch batch)
    {
        lock (_lock)
        {
            _expected = batch.Epoch == _epoch || _epoch is null ? Math.Max(_expected, batch.Head) : batch.Head;
            if (batch.Epoch != _epoch)
            {
                return false;
            }
            var hasNews = Add(batch.Entries);
            for (var kind = 0; kind < Math.Min(batch.Reactions.Length, _reactions.Length); kind++)
            {
                _reactions[kind] += batch.Reactions[kind];
                hasNews |= batch.Reactions[kind] > 0;
            }
            _settings = batch.Settings ?? _settings;
            Change(batch.Presence ?? _presence);
            if (hasNews)
            {
                Schedule(_interval);
            }
            return _ring.Head >= _expected;
        }
    }

    /// <summary>An entry with this number exists: its author was told so.</summary>
    public void Expect(long sequence)
    {
        lock (_lock)
        {
            _expected = Math.Max(_expected, sequence);
        }
    }

    /// <summary>
    /// Takes the connection in. In one critical section it gets the log up to the last frame and its place among those who
    /// get the next one: no gap, and nothing twice.
    /// </summary>
    public JoinCut Attach(RoomMember member, string? epoch, long? after)
    {
        lock (_lock)
        {
            if (_crowd.Count + _joining.Count == 0)
            {
                _framed = _ring.Head; // nobody waits for a frame with what is there
            }
            _joining.Add(member);
            _seats.Add(member.Reader);
            var missed = epoch == _epoch && after is { } last ? _framed - last : -1;
            var isRecovered = missed is >= 0 and <= MostRecovered && _framed - missed + 1 >= _ring.First;
            var from = isRecovered ? _framed - missed : Math.Max(_ring.First - 1, _framed - NewestGiven);
            return new JoinCut(
                _epoch!,
                _framed,
                isRecovered,
                _ring.Between(from, _framed),
                _settings,
                Larger(_presence)
            );
        }
    }

    /// <summary>Lets the connection go; the task ends when nothing more is on its way to it.</summary>
    public Task Detach(RoomMember member)
    {
        var unsent = member.Leave();
        lock (_lock)
        {
            _leaving.Add(member);
            _seats.Remove(member.Reader);
        }
        return unsent;
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _epoch = null; // a tick that is on its way writes nothing
            _writer.Dispose();
        }
    }

    private bool Add(ReadOnlySpan<RoomEntry> entries)
    {
        var added = false;
        foreach (var entry in entries)
        {
            added |= _ring.TryAdd(entry);
        }
        return added;
    }

    private void Change(Presence presence)
    {
        if (presence == _presence)
        {
            return;
        }
        (_presence, _presenceChanged) = (presence, true);
        Schedule(RoomPace.PresenceFrame);
    }

    // The room's count is a moment old; whoever just came in should at least be counted here.
    private Presence Larger(Presence presence) =>
        new(Math.Max(presence.Seats, _seats.Presence.Seats), Math.Max(presence.People, _seats.Presence.People));
}
