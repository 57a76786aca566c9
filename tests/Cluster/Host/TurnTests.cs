using GalaPlatform.Embedded.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Host;

public interface IOverlapGrain : IGrainWithStringKey
{
    Task Enter();

    [AlwaysInterleave]
    Task EnterAnyway();

    [ReadOnly]
    Task Read();

    Task<int> MostAtOnce();
}

/// <summary>Counts how many of its turns are open at once, and how many threads are in its code at once.</summary>
internal abstract class OverlapGrain : IOverlapGrain
{
    private int _open;
    private int _most;
    private int _inside;

    public Task Enter() => Stay();

    public Task EnterAnyway() => Stay();

    public Task Read() => Stay();

    public Task<int> MostAtOnce() => Task.FromResult(_most);

    private async Task Stay()
    {
        _most = Math.Max(_most, ++_open);
        for (var step = 0; step < 5; step++)
        {
            await Task.Yield();
            if (Interlocked.Increment(ref _inside) != 1)
            {
                throw new InvalidOperationException("Two threads were in the grain at once.");
            }

            Thread.SpinWait(200);
            Interlocked.Decrement(ref _inside);
        }

        _open--;
    }
}

internal sealed class StrictTurnsGrain : OverlapGrain;

[Reentrant]
internal sealed class ReentrantTurnsGrain : OverlapGrain;

public sealed class TurnTests : IAsyncLifetime
{
    private EmbeddedCluster _cluster = null!;

    public async Task InitializeAsync() =>
        _cluster = await EmbeddedCluster.Start(
            _ => { },
            options =>
            {
                options.GrainClasses.Add(typeof(StrictTurnsGrain));
                options.GrainClasses.Add(typeof(ReentrantTurnsGrain));
            }
        );

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Turns_of_a_grain_never_overlap() =>
        Assert.Equal(1, await MostAtOnce<StrictTurnsGrain>(grain => grain.Enter()));

    [Fact]
    public async Task Calls_that_always_interleave_overlap_but_never_in_parallel() =>
        Assert.InRange(await MostAtOnce<StrictTurnsGrain>(grain => grain.EnterAnyway()), 2, 200);

    [Fact]
    public async Task Calls_that_only_read_overlap_with_each_other() =>
        Assert.InRange(await MostAtOnce<StrictTurnsGrain>(grain => grain.Read()), 2, 200);

    [Fact]
    public async Task Calls_of_a_reentrant_grain_overlap_but_never_in_parallel() =>
        Assert.InRange(await MostAtOnce<ReentrantTurnsGrain>(grain => grain.Enter()), 2, 200);

    private async Task<int> MostAtOnce<TGrain>(Func<IOverlapGrain, Task> call)
    {
        var grain = _cluster.Grains.GetGrain<IOverlapGrain>("one", typeof(TGrain).FullName);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => call(grain))));
        return await grain.MostAtOnce();
    }
}
