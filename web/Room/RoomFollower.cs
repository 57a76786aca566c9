using GalaPlatform.Common;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>A web node's copy of a room's log: from some number on without a gap.</summary>
internal interface IRoomCopy
{
    /// <summary>The log's name; null before the first <see cref="Restart"/>.</summary>
    string? Epoch { get; }

    /// <summary>The highest number in the copy.</summary>
    long Head { get; }

    /// <summary>Begins a log, or another one.</summary>
    void Restart(string epoch, long before, ReadOnlySpan<RoomEntry> entries);

    /// <summary>Adds what comes next; what is there already, and what would leave a gap, is passed over.</summary>
    void Append(ReadOnlySpan<RoomEntry> entries);

    void Set(RoomSettings settings, Presence presence);
}

/// <summary>Keeps a node subscribed to a room, and brings its copy of the log to where the room stands.</summary>
internal sealed class RoomFollower(string node, IRoomGrain room, IRoomObserver observer, IRoomCopy copy)
{
    private const int Newest = 200;
    private const int MostRead = 500;

    private readonly Lock _lock = new();
    private Task<Refusal?> _renewing = Task.FromResult<Refusal?>(null);

    /// <summary>Subscribes, or renews, and fetches what did not come.</summary>
    public Task<Refusal?> Renew() => RenewUnlessAt(long.MaxValue);

    /// <summary>The same, unless the copy has that entry by now: of many who ask at once the first does it for all.</summary>
    public Task<Refusal?> RenewUnlessAt(long sequence)
    {
        lock (_lock)
        {
            return _renewing = RenewAfter(_renewing, sequence);
        }
    }

    private async Task<Refusal?> RenewAfter(Task before, long sequence)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
        if (copy.Head >= sequence)
        {
            return null;
        }
        if (!(await room.Subscribe(node, observer, Newest)).Succeeded(out var snapshot, out var refusal))
        {
            return refusal;
        }
        await Follow(snapshot.History);
        copy.Set(snapshot.Settings, snapshot.Presence);
        return null;
    }

    private async Task Follow(RoomHistory history)
    {
        if (copy.Epoch != history.Epoch)
        {
            await Begin(history);
            return;
        }
        while (history.Entries is [var oldest, ..] && oldest.Sequence > copy.Head + 1)
        {
            copy.Append(await Read(history.Epoch, copy.Head));
        }
        copy.Append(history.Entries);
    }

    // With what a client may have missed at most, so that recovery asks the grain nothing.
    private async Task Begin(RoomHistory history)
    {
        var before = Math.Max(0, history.Head - RoomPump.MostRecovered);
        var known = history.Entries is [var oldest, ..] ? oldest.Sequence : 1;
        var entries = known > before + 1 ? await Read(history.Epoch, before) : history.Entries;
        before = entries is [var first, ..] ? first.Sequence - 1 : history.Head;
        copy.Restart(history.Epoch, before, [.. entries, .. history.Entries]);
    }

    private async Task<RoomEntry[]> Read(string epoch, long after)
    {
        var read = await room.Read(after, MostRead);
        return read.Value is { Entries: not [] } history && history.Epoch == epoch
            ? history.Entries
            : throw new RoomUnavailableException(read.Refusal?.Code ?? "empty");
    }

    private sealed class RoomUnavailableException(string code) : Exception(code);
}
