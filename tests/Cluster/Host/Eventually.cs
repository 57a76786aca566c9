namespace GalaPlatform.Tests.Cluster.Host;

/// <summary>Waits for what will be true soon.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task True(Func<bool> condition) => Equal(true, () => Task.FromResult(condition()));

    public static async Task Equal<T>(T expected, Func<Task<T>> actual)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!EqualityComparer<T>.Default.Equals(expected, await actual()))
        {
            Assert.False(limit.IsCancellationRequested, $"It never became {expected}; it is {await actual()}.");
            await Task.Yield();
        }
    }
}
