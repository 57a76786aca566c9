namespace GalaPlatform.Rehearsal.Channel;

/// <summary>What the server's clock says now, as far as its answers tell: the quickest answer tells best.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TimeSpan _offset;
    private TimeSpan _roundTrip = TimeSpan.MaxValue;

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                return time.GetUtcNow() + _offset;
            }
        }
    }

    /// <summary>An answer that named the time came.</summary>
    /// <param name="told">The server's time, taken somewhere between the two instants.</param>
    /// <param name="asked">When it was asked, in ticks of the monotonic clock.</param>
    /// <param name="answered">When the answer came.</param>
    public void Observe(DateTimeOffset told, long asked, long answered)
    {
        var roundTrip = time.GetElapsedTime(asked, answered);
        lock (_lock)
        {
            if (roundTrip < _roundTrip)
            {
                var sinceAnswer = time.GetElapsedTime(answered);
                (_roundTrip, _offset) = (roundTrip, told + (roundTrip / 2) + sinceAnswer - time.GetUtcNow());
            }
        }
    }
}
