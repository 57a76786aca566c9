using System.Collections.Concurrent;

namespace GalaPlatform.Rehearsal.Channel;

/// <summary>The channel's oracle: under one number everybody is told the same segment.</summary>
internal sealed class ChannelLedger(Violations violations)
{
    private readonly ConcurrentDictionary<(string Playlist, long Sequence), ListedSegment> _told = new();

    /// <summary>How many different segments players were told of.</summary>
    public int Count => _told.Count;

    /// <param name="playlist">The rendition's playlist, as the master names it.</param>
    /// <param name="segment">What it says.</param>
    /// <param name="player">Who was told.</param>
    public void Agree(string playlist, ListedSegment segment, string player)
    {
        var known = _told.GetOrAdd((playlist, segment.Sequence), segment);
        if (known != segment)
        {
            violations.Add(Promise.PlaylistChanged, $"{player}: {known} became {segment}");
        }
    }
}
