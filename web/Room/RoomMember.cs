using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>One connection in one room. Its fields belong to the pump's tick.</summary>
internal sealed class RoomMember(IFrameSink sink, RoomReader reader)
{
    private Task _unsent = Task.CompletedTask;
    private TimeSpan _unsentSince;
    private TimeSpan _remindAt;
    private volatile bool _gone;

    public RoomReader Reader => reader;

    /// <summary>The name of its connection.</summary>
    public string Connection => sink.Connection;

    /// <summary>The place among the others, or −1.</summary>
    public int Index { get; set; } = -1;

    /// <summary>It missed entries, and gets frames without any until it joins again: it must ask for what it missed.</summary>
    public bool IsLagging { get; private set; }

    /// <summary>It left; nothing is written to it any more.</summary>
    public bool IsGone => _gone;

    /// <summary>No frame is given to the member after this; the task ends when the last one is out.</summary>
    public Task Leave()
    {
        lock (this)
        {
            _gone = true;
            return Observed(_unsent);
        }
    }

    public void Lag() => IsLagging = true;

    /// <summary>Gives the frame to the connection, or passes it over if the one before is still not out.</summary>
    /// <param name="tick">This tick's frames.</param>
    public void Offer(RoomTick tick)
    {
        lock (this)
        {
            if (_gone)
            {
                return;
            }
            if (!_unsent.IsCompleted)
            {
                IsLagging |= tick.HasEntries;
                return;
            }
            if (IsLagging)
            {
                TellGap(tick);
                return;
            }
            Write(tick.Frame, tick.Now);
        }
    }

    /// <summary>Ends a connection that takes nothing for too long: dead or hopeless, its client comes back by epoch and sequence.</summary>
    public bool EndIfStuck(TimeSpan now)
    {
        lock (this)
        {
            if (_gone || _unsent.IsCompleted || now - _unsentSince <= RoomPace.Patience)
            {
                return false;
            }
            _gone = true;
        }
        sink.Abort();
        return true;
    }

    private void TellGap(RoomTick tick)
    {
        if (tick.Now >= _remindAt)
        {
            _remindAt = tick.Now + RoomPace.GapReminder;
            Write(tick.GapFrame, tick.Now);
        }
    }

    private void Write(RoomFrame frame, TimeSpan now)
    {
        var write = sink.Write(frame);
        if (!write.IsCompletedSuccessfully)
        {
            (_unsent, _unsentSince) = (write.AsTask(), now);
        }
    }

    private static async Task Observed(Task write)
    {
        try
        {
            await write;
        }
        catch (Exception problem)
            when (problem
                    is IOException
                        or OperationCanceledException
                        or InvalidOperationException
                        or ObjectDisposedException
            )
        {
            // The connection ended; its own loop tells the hub.
        }
    }
}

/// <summary>What one tick sends.</summary>
/// <param name="Frame">To those who are up to date.</param>
/// <param name="Gap">Makes the frame for those who missed something: head and epoch without entries.</param>
/// <param name="HasEntries">Whether missing this frame is missing something for good.</param>
/// <param name="Now">Since the pump started; monotonic.</param>
internal sealed record RoomTick(RoomFrame Frame, Func<RoomFrame> Gap, bool HasEntries, TimeSpan Now)
{
    private RoomFrame? _gapFrame;

    public RoomFrame GapFrame => _gapFrame ??= Gap();
}
