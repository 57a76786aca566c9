namespace GalaPlatform.Rehearsal;

/// <summary>A promise of the platform that can be seen broken from outside.</summary>
internal enum Promise
{
    /// <summary>An acknowledged message reached nobody.</summary>
    Lost,

    /// <summary>An acknowledged message did not reach every reader.</summary>
    Missed,

    /// <summary>A reader got an entry twice.</summary>
    Doubled,

    /// <summary>A reader got an entry after a later one.</summary>
    OutOfOrder,

    /// <summary>A message was sent and never answered, however often it was repeated.</summary>
    Unanswered,

    /// <summary>A message was refused.</summary>
    Refused,

    /// <summary>A message that was refused was shown all the same.</summary>
    RefusedButShown,

    /// <summary>A message is told under two numbers.</summary>
    Contradicted,

    /// <summary>Who came back was not given what it missed.</summary>
    NotRecovered,

    /// <summary>The room began another log.</summary>
    LogRestarted,

    /// <summary>A connection heard nothing for longer than the contract allows.</summary>
    Silent,

    /// <summary>A seat could not come in, or not come back.</summary>
    ShutOut,

    /// <summary>More taps were counted than hands made.</summary>
    TapsMultiplied,

    /// <summary>A playlist named an older segment as its newest than before.</summary>
    PlaylistBackwards,

    /// <summary>A playlist left a segment out.</summary>
    PlaylistSkipped,

    /// <summary>A playlist, or another player's, tells something else about a segment.</summary>
    PlaylistChanged,

    /// <summary>A playlist stopped going on.</summary>
    PlaylistStalled,

    /// <summary>A segment was there only after its time to be shown.</summary>
    SegmentLate,

    /// <summary>A segment that a playlist names could not be had.</summary>
    SegmentMissing,
}

/// <summary>One observation of a broken promise.</summary>
internal sealed record Violation(Promise Promise, string Detail);

/// <summary>Counts broken promises, and keeps some of each to look at.</summary>
internal sealed class Violations
{
    private const int KeptOfEach = 5;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<Promise, long> _counts = [];
    private readonly List<Violation> _kept = [];

    public bool None
    {
        get
        {
            lock (_lock)
            {
                return _counts.Count == 0;
            }
        }
    }

    public IReadOnlyList<Violation> Kept
    {
        get
        {
            lock (_lock)
            {
                return [.. _kept.OrderBy(one => one.Promise)];
            }
        }
    }

    public long Total
    {
        get
        {
            lock (_lock)
            {
                return _counts.Values.Sum();
            }
        }
    }

    public long Of(Promise promise)
    {
        lock (_lock)
        {
            return _counts.GetValueOrDefault(promise);
        }
    }

    public void Add(Promise promise, string detail)
    {
        lock (_lock)
        {
            var count = _counts[promise] = _counts.GetValueOrDefault(promise) + 1;
            if (count <= KeptOfEach)
            {
                _kept.Add(new Violation(promise, detail));
            }
        }
    }
}
