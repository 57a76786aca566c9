using GalaPlatform.Projects;

namespace GalaPlatform.Programme;

/// <summary>A stretch of the channel that plays one asset: straight through, or round and round for a slate.</summary>
internal sealed class Run
{
    /// <summary>How many segments an endless run counts as having.</summary>
    public const int Endless = int.MaxValue;

    private readonly long[] _offsets;

    /// <summary>Lays out a run.</summary>
    /// <param name="start">UTC; when it begins.</param>
    /// <param name="asset">What it plays.</param>
    /// <param name="firstSegment">The asset's segment that it begins with.</param>
    /// <param name="count">How many segments; <see cref="Endless"/> for a slate that nobody timed.</param>
    /// <param name="firstSequence">The media sequence number of its first segment.</param>
    /// <param name="discontinuitiesBefore">Discontinuities of the channel before it.</param>
    /// <param name="position">Where the programme stands at its first segment.</param>
    /// <param name="session">The session that it belongs to.</param>
    public Run(
        DateTimeOffset start,
        MediaAsset asset,
        int firstSegment,
        int count,
        long firstSequence,
        long discontinuitiesBefore,
        ChannelPosition position,
        SessionId? session
    )
    {
        (Start, Asset, FirstSegment, Count) = (start, asset, firstSegment, count);
        (FirstSequence, DiscontinuitiesBefore, Position, Session) = (
            firstSequence,
            discontinuitiesBefore,
            position,
            session
        );
        _offsets = new long[asset.SegmentTicks.Length + 1];
        for (var i = 0; i < asset.SegmentTicks.Length; i++)
        {
            _offsets[i + 1] = _offsets[i] + asset.SegmentTicks[i];
        }
    }

    public DateTimeOffset Start { get; }
    public MediaAsset Asset { get; }
    public int FirstSegment { get; }
    public int Count { get; }
    public long FirstSequence { get; }
    public long DiscontinuitiesBefore { get; }
    public ChannelPosition Position { get; }
    public SessionId? Session { get; }

    public bool IsEndless => Count == Endless;

    /// <summary>From its start to its end; <see cref="TimeSpan.MaxValue"/> if it has none.</summary>
    public TimeSpan Length => IsEndless ? TimeSpan.MaxValue : new(TicksTo(Count));

    /// <summary>How many discontinuities it brings: one at its own start, unless it is the channel's, and one at each lap.</summary>
    public long Discontinuities => DiscontinuitiesUpTo(Count - 1) - DiscontinuitiesBefore;

    private long AssetTicks => _offsets[^1];

    /// <summary>The segment at an index of this run.</summary>
    public ChannelSegment Segment(int index)
    {
        var number = (FirstSegment + index) % Asset.SegmentTicks.Length;
        var starts = index == 0 ? FirstSequence > 0 : number == 0;
        return new ChannelSegment(
            FirstSequence + index,
            Start + new TimeSpan(TicksTo(index)),
            new TimeSpan(Asset.SegmentTicks[number]),
            Asset,
            number,
            DiscontinuitiesUpTo(index),
            starts,
            Session
        );
    }

    /// <summary>The index of the segment that covers an offset from the run's start.</summary>
    public int IndexAt(TimeSpan offset)
    {
        var ticks = offset.Ticks + _offsets[FirstSegment];
        var (laps, within) = Math.DivRem(ticks, AssetTicks);
        var found = Array.BinarySearch(_offsets, within);
        var number = found >= 0 ? found : ~found - 1;
        return (int)(laps * Asset.SegmentTicks.Length) + number - FirstSegment;
    }

    /// <summary>Where the programme stands when the segment at an index begins.</summary>
    public ChannelPosition PositionAt(int index) =>
        Position.IsHeld || IsEndless ? Position : Position with { Segment = Position.Segment + index };

    /// <summary>The same run, ended after its first segments.</summary>
    public Run CutTo(int count) =>
        new(Start, Asset, FirstSegment, count, FirstSequence, DiscontinuitiesBefore, Position, Session);

    // From the run's start to the start of the segment at an index.
    private long TicksTo(int index)
    {
        var (laps, number) = Math.DivRem((long)FirstSegment + index, Asset.SegmentTicks.Length);
        return (laps * AssetTicks) + _offsets[number] - _offsets[FirstSegment];
    }

    private long DiscontinuitiesUpTo(int index)
    {
        var atStart = FirstSequence > 0 ? 1 : 0;
        var laps = ((long)FirstSegment + index) / Asset.SegmentTicks.Length;
        return DiscontinuitiesBefore + atStart + laps;
    }
}
