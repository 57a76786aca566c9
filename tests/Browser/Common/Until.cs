using System.Diagnostics;

namespace GalaPlatform.Tests.Browser.Common;

/// <summary>Asks again until something holds: the only place here that pauses.</summary>
internal static class Until
{
    public static async Task True(string what, TimeSpan patience, Func<Task<bool>> ask)
    {
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var since = Stopwatch.StartNew();
        while (!await ask())
        {
            Assert.True(since.Elapsed < patience, $"Waited {patience} in vain: {what}.");
            await pulse.WaitForNextTickAsync();
        }
    }
}
