namespace GalaPlatform.Rehearsal.Channel;

/// <summary>
/// Follows one playlist as a player does: where it begins, what is new, when to ask again; and notes what a playlist must
/// not do. Pure: the text and the instant are given.
/// </summary>
internal sealed class PlaylistFollower(string playlist, string player, ChannelLedger channel, Violations violations)
{
    /// <summary>A player stays so many target durations behind the newest segment (RFC 8216, 6.3.3).</summary>
    private const int HoldBack = 3;

    private long _first;
    private long _newest = -1;
    private bool _isStalled;

    /// <summary>How long after a segment's start a player comes to show it.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>When to ask again, counted from when the last answer was asked for.</summary>
    public TimeSpan Wait { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>Takes the playlist as it is now.</summary>
    /// <param name="listed">The playlist.</param>
    /// <param name="now">The server's time.</param>
    /// <returns>The segments to fetch, in order.</returns>
    public IReadOnlyList<ListedSegment> Take(MediaPlaylist listed, DateTimeOffset now)
    {
        Delay = HoldBack * listed.Target;
        HasEnded = listed.HasEnded;
        var newest = listed.Segments.Count > 0 ? listed.Segments[^1] : default;
        if (listed.Segments.Count == 0 || newest.Sequence < _newest)
        {
            violations.Add(Promise.PlaylistBackwards, $"{player}: {_newest} was the newest, then {newest.Sequence}");
            Wait = listed.Target / 2;
            return [];
        }
        Compare(listed, newest, now);
        var fresh = Fresh(listed);
        // A playlist that did not change is asked for again after half the time.
        Wait = fresh.Count > 0 ? listed.Target : listed.Target / 2;
        _newest = newest.Sequence;
        return fresh;
    }

    /// <summary>Whether a segment had to be there by now: what a player begins with was there before.</summary>
    public bool IsJudged(ListedSegment segment) => segment.Sequence > _first && segment.Start != default;

    private void Compare(MediaPlaylist listed, ListedSegment newest, DateTimeOffset now)
    {
        var oldest = listed.Segments[0];
        if (_newest >= 0 && oldest.Sequence > _newest + 1)
        {
            violations.Add(Promise.PlaylistSkipped, $"{player}: after {_newest} came {oldest.Sequence}");
        }
        var isStalled = !listed.HasEnded && newest.Start != default && newest.End + Delay < now;
        if (isStalled && !_isStalled)
        {
            violations.Add(
                Promise.PlaylistStalled,
                $"{player}: {newest.Sequence} ended at {newest.End:O}, it is {now:O}"
            );
        }
        _isStalled = isStalled;
        foreach (var segment in listed.Segments)
        {
            channel.Agree(playlist, segment, player);
        }
    }

    private List<ListedSegment> Fresh(MediaPlaylist listed)
    {
        if (_newest >= 0)
        {
            return [.. listed.Segments.Where(segment => segment.Sequence > _newest)];
        }
        var begin = listed.Segments.TakeLast(HoldBack).ToList();
        _first = begin[^1].Sequence;
        return begin;
    }
}
