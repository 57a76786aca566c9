using GalaPlatform.Embedded.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Host;

public interface ITillGrain : IGrainWithStringKey
{
    Task<int> Sell();

    Task<int> Sold();
}

/// <summary>Storage that outlives a crash, with the delays of storage.</summary>
public sealed class Drawer
{
    private int _stored;

    public async Task<int> Load(TimeProvider clock)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5), clock);
        return _stored;
    }

    public async Task Store(TimeProvider clock, int value)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5), clock);
        _stored = value;
    }
}

internal sealed class TillGrain(TimeProvider clock, Drawer drawer) : ITillGrain
{
    public async Task<int> Sell()
    {
        var sold = await drawer.Load(clock) + 1;
        await drawer.Store(clock, sold);
        return sold;
    }

    public Task<int> Sold() => drawer.Load(clock);
}

/// <summary>The same with a mistake: two sales may read the same number before either writes.</summary>
[Reentrant]
internal sealed class CarelessTillGrain(TimeProvider clock, Drawer drawer) : ITillGrain
{
    public async Task<int> Sell()
    {
        var sold = await drawer.Load(clock) + 1;
        await drawer.Store(clock, sold);
        return sold;
    }

    public Task<int> Sold() => drawer.Load(clock);
}

public sealed class SimulationTests
{
    [Fact]
    public void The_same_seed_does_the_same_again_and_another_seed_something_else()
    {
        var (one, again, other) = (Story<TillGrain>(7), Story<TillGrain>(7), Story<TillGrain>(8));
        Assert.NotEmpty(one);
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void A_careful_grain_passes_under_every_seed() => Seeds.Try(50, Start<TillGrain>, ThreeClientsSell);

    [Fact]
    public void A_planted_mistake_is_found_and_its_seed_replays_it()
    {
        var found = Assert.Throws<SeedFailedException>(() => Seeds.Try(50, Start<CarelessTillGrain>, ThreeClientsSell));
        Assert.Contains($"GALA_SEED={found.Seed}", found.Message, StringComparison.Ordinal);

        var replay = Start<CarelessTillGrain>(found.Seed);
        var failure = Assert.ThrowsAny<Exception>(() => ThreeClientsSell(replay));
        Assert.Equal(found.InnerException!.Message, failure.Message);
        Assert.Equal(found.Trace, replay.Trace);
    }

    [Fact]
    public void What_was_acknowledged_before_a_crash_is_there_after_it() =>
        Seeds.Try(50, Start<TillGrain>, SellAcrossACrash);

    [Fact]
    public void A_client_that_waits_for_what_never_comes_is_told()
    {
        var cluster = Start<TillGrain>(1);
        cluster.Client("waits", () => new TaskCompletionSource().Task);
        Assert.Throws<InvalidOperationException>(cluster.Run);
    }

    private static SimulatedCluster Start<TGrain>(int seed)
    {
        var drawer = new Drawer();
        return new(
            seed,
            services => services.AddSingleton(drawer),
            options => options.GrainClasses.Add(typeof(TGrain))
        );
    }

    private static IReadOnlyList<string> Story<TGrain>(int seed)
    {
        var cluster = Start<TGrain>(seed);
        ThreeClientsSell(cluster);
        return cluster.Trace;
    }

    private static void ThreeClientsSell(SimulatedCluster cluster)
    {
        var receipts = new List<int>();
        foreach (var name in new[] { "ann", "bob", "eve" })
        {
            cluster.Client(
                name,
                async () =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(name.Length), cluster.Clock);
                    receipts.Add(await cluster.Grains.GetGrain<ITillGrain>("till").Sell());
                }
            );
        }

        cluster.Run();
        Assert.Equal([1, 2, 3], receipts.Order());
    }

    private static void SellAcrossACrash(SimulatedCluster cluster)
    {
        var (acknowledged, sold) = (0, -1);
        cluster.CrashWithin(60);
        cluster.Client(
            "ann",
            async () =>
            {
                for (var sale = 0; sale < 5; sale++)
                {
                    acknowledged = await OrUnknown(() => Till(cluster).Sell()) ?? acknowledged;
                }

                while (sold < 0)
                {
                    sold = await OrUnknown(() => Till(cluster).Sold()) ?? -1;
                }
            }
        );
        cluster.Run();
        Assert.InRange(sold, acknowledged, 5);
        Assert.InRange(sold, 4, 5);
    }

    private static ITillGrain Till(SimulatedCluster cluster) => cluster.Grains.GetGrain<ITillGrain>("till");

    private static async Task<int?> OrUnknown(Func<Task<int>> call)
    {
        try
        {
            return await call();
        }
        catch (SiloUnavailableException)
        {
            return null;
        }
    }
}
