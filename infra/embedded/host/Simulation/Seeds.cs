using System.Globalization;

namespace GalaPlatform.Embedded.Simulation;

/// <summary>Runs a story under many seeds; the variable <c>GALA_SEED</c> replays one.</summary>
public static class Seeds
{
    /// <summary>Runs the story under seeds 1 to <paramref name="count"/> until one fails.</summary>
    /// <exception cref="SeedFailedException">Names the seed and shows how it came about.</exception>
    public static void Try(int count, Func<int, SimulatedCluster> start, Action<SimulatedCluster> story)
    {
        foreach (var seed in Chosen() is { } one ? [one] : Enumerable.Range(1, count))
        {
            var cluster = start(seed);
            try
            {
                story(cluster);
            }
            catch (Exception failure)
            {
                throw new SeedFailedException(seed, cluster.Trace, failure);
            }
        }
    }

    private static int? Chosen() =>
        int.TryParse(Environment.GetEnvironmentVariable("GALA_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : null;
}

/// <summary>A seed under which a story fails; it fails in the same way each time.</summary>
public sealed class SeedFailedException(int seed, IReadOnlyList<string> trace, Exception inner)
    : Exception($"GALA_SEED={seed} fails: {inner.Message}\n{string.Join('\n', trace.TakeLast(60))}", inner)
{
    /// <summary>The seed.</summary>
    public int Seed => seed;

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<string> Trace => trace;
}
