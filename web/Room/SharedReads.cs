namespace GalaPlatform.Web.Room;

/// <summary>
/// One read for all who ask at once. Nobody gets an answer that is older than the question: who asks while a read is on
/// its way gets the next one, together with all others who came meanwhile.
/// </summary>
internal sealed class SharedReads<TKey, T>(Func<TKey, Task<T>> read)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Reads> _reads = [];

    public Task<T> Get(TKey key)
    {
        lock (_lock)
        {
            if (!_reads.TryGetValue(key, out var reads))
            {
                var now = Read(key, null);
                _reads[key] = new Reads(now, null);
                return now;
            }
            var next = reads.Next ?? Read(key, reads.Now);
            _reads[key] = reads with { Next = next };
            return next;
        }
    }

    private async Task<T> Read(TKey key, Task? before)
    {
        await (before ?? Task.CompletedTask).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding
        );
        if (before is not null)
        {
            lock (_lock)
            {
                _reads[key] = new Reads(_reads[key].Next!, null);
            }
        }
        try
        {
            return await read(key);
        }
        finally
        {
            lock (_lock)
            {
                if (_reads[key].Next is null)
                {
                    _reads.Remove(key);
                }
            }
        }
    }

    private sealed record Reads(Task<T> Now, Task<T>? Next);
}
