using System.Diagnostics;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>Asks again until something holds: the only place here that pauses.</summary>
internal static class Until
{
    public static async Task True(string what, TimeSpan patience, Func<Task<bool>> ask, Func<string>? context = null)
    {
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var since = Stopwatch.StartNew();
        while (!await ask())
        {
            Assert.True(since.Elapsed < patience, $"Waited {patience} in vain: {what}. {context?.Invoke()}");
            await pulse.WaitForNextTickAsync();
        }
    }
}
