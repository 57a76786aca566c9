namespace GalaPlatform.Rehearsal.Measure;

/// <summary>Counts what happens, from any thread.</summary>
internal sealed class Meter
{
    private long _posted;
    private long _delivered;
    private long _recovered;
    private long _frames;
    private long _roomBytes;
    private long _failures;
    private long _dropped;
    private long _asked;
    private long _slowed;
    private long _playlists;
    private long _segments;
    private long _channelBytes;
    private long _late;

    /// <summary>From due until a reader has it.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>From due until the speaker is told that it is durable.</summary>
    public Histogram Acknowledgement { get; } = new();

    /// <summary>From the start of a segment on the channel until a player has it.</summary>
    public Histogram Segment { get; } = new();

    /// <summary>From the class code until the seat is in the room.</summary>
    public Histogram Arrival { get; } = new();

    public void Posted(TimeSpan took)
    {
        Interlocked.Increment(ref _posted);
        Acknowledgement.Record(took);
    }

    public void Delivered(TimeSpan took)
    {
        Interlocked.Increment(ref _delivered);
        Latency.Record(took);
    }

    /// <summary>Messages that came by another way than at once: on return, or said again.</summary>
    public void Recovered(int count) => Interlocked.Add(ref _recovered, count);

    public void Framed() => Interlocked.Increment(ref _frames);

    public void Received(int bytes) => Interlocked.Add(ref _roomBytes, bytes);

    /// <summary>A connection or a request failed that nobody cut.</summary>
    public void Failed() => Interlocked.Increment(ref _failures);

    public void Dropped() => Interlocked.Increment(ref _dropped);

    /// <summary>A reader knew of a gap and asked.</summary>
    public void Asked() => Interlocked.Increment(ref _asked);

    /// <summary>A speaker was told to wait.</summary>
    public void Slowed() => Interlocked.Increment(ref _slowed);

    public void Playlist(int bytes)
    {
        Interlocked.Increment(ref _playlists);
        Interlocked.Add(ref _channelBytes, bytes);
    }

    public void SegmentCame(long bytes)
    {
        Interlocked.Increment(ref _segments);
        Interlocked.Add(ref _channelBytes, bytes);
    }

    public void Late() => Interlocked.Increment(ref _late);

    public Counts Read() =>
        new()
        {
            Posted = Interlocked.Read(ref _posted),
            Delivered = Interlocked.Read(ref _delivered),
            Recovered = Interlocked.Read(ref _recovered),
            Frames = Interlocked.Read(ref _frames),
            RoomBytes = Interlocked.Read(ref _roomBytes),
            Failures = Interlocked.Read(ref _failures),
            Dropped = Interlocked.Read(ref _dropped),
            Asked = Interlocked.Read(ref _asked),
            Slowed = Interlocked.Read(ref _slowed),
            Playlists = Interlocked.Read(ref _playlists),
            Segments = Interlocked.Read(ref _segments),
            ChannelBytes = Interlocked.Read(ref _channelBytes),
            Late = Interlocked.Read(ref _late),
        };
}

/// <summary>What a meter counted up to one moment.</summary>
internal sealed record Counts
{
    public long Posted { get; init; }
    public long Delivered { get; init; }
    public long Recovered { get; init; }
    public long Frames { get; init; }
    public long RoomBytes { get; init; }
    public long Failures { get; init; }
    public long Dropped { get; init; }
    public long Asked { get; init; }
    public long Slowed { get; init; }
    public long Playlists { get; init; }
    public long Segments { get; init; }
    public long ChannelBytes { get; init; }
    public long Late { get; init; }
}
