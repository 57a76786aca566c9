namespace GalaPlatform.Tests.Specs.Common;

/// <summary>Asks again and again until the answer is the one that is waited for; the only way for a test to wait.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">It was not so within <paramref name="patience"/>.</exception>
    public static async Task Holds(Func<Task<bool>> question, TimeSpan patience, TimeSpan? pause = null)
    {
        var until = TimeProvider.System.GetUtcNow() + patience;
        while (!await question())
        {
            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException($"It did not come to be within {patience}.");
            }
            await Task.Delay(pause ?? Pause);
        }
    }
}
