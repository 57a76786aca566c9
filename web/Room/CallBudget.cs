namespace GalaPlatform.Web.Room;

/// <summary>So many calls at once, then so many a second.</summary>
internal sealed class CallBudget(TimeProvider time, int burst, double perSecond)
{
    private readonly Lock _lock = new();
    private double _left = burst;
    private long _countedAt = time.GetTimestamp();

    /// <summary>False when it is too much.</summary>
    public bool TrySpend()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(burst, _left + (time.GetElapsedTime(_countedAt, now).TotalSeconds * perSecond));
            _countedAt = now;
            if (_left < 1)
            {
                return false;
            }
            _left--;
            return true;
        }
    }
}
