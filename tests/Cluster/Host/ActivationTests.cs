using GalaPlatform.Embedded.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Host;

public sealed class ActivationTests : IAsyncLifetime
{
    private readonly Journal _journal = new();
    private EmbeddedCluster _cluster = null!;

    public async Task InitializeAsync() =>
        _cluster = await EmbeddedCluster.Start(
            services => services.AddSingleton(_journal),
            options => options.GrainClasses.Add(typeof(CounterGrain))
        );

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_stampede_of_first_calls_meets_one_activation()
    {
        var id = Guid.NewGuid();
        var calls = Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => Counter(id).Increment()));
        var values = await Task.WhenAll(calls);

        Assert.Equal(Enumerable.Range(1, 1_000), values.Order());
        Assert.Equal(["activated"], _journal.Lines());
    }

    [Fact]
    public async Task Two_interfaces_of_one_class_meet_the_same_activation()
    {
        var id = Guid.NewGuid();
        await Counter(id).Increment();

        Assert.Equal(1, await _cluster.Grains.GetGrain<ISecondFaceGrain>(id).Value());
        Assert.Equal(1, await Counter(id).AsReference<ISecondFaceGrain>().Value());
        Assert.Equal(1, _cluster.ActivationCount);
    }

    [Fact]
    public async Task A_turn_waits_for_the_one_before_it_also_while_that_one_awaits()
    {
        var counter = Counter(Guid.NewGuid());
        var both = new[] { counter.SlowIncrement(), counter.SlowIncrement() };
        Assert.Equal(0, await counter.Peek());
        _journal.Gate.SetResult();

        var values = await Task.WhenAll(both);
        Assert.Equal([1, 2], values);
    }

    [Fact]
    public async Task An_exception_travels_to_the_caller()
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => Counter(Guid.NewGuid()).Fail("broken"));
        Assert.Equal("broken", failure.Message);
    }

    [Fact]
    public async Task A_grain_that_leaves_is_made_anew_and_its_hooks_run()
    {
        var counter = Counter(Guid.NewGuid());
        await counter.Increment();
        await counter.Leave();

        Assert.Equal(1, await counter.Increment());
        Assert.Equal(["activated", "deactivated: ApplicationRequested", "activated"], _journal.Lines());
    }

    [Fact]
    public async Task A_grain_knows_its_key()
    {
        var id = Guid.NewGuid();
        Assert.Equal(id, await Counter(id).Key());
        Assert.Equal(id, Counter(id).GetPrimaryKey());
        Assert.Equal(Counter(id), Counter(id));
    }

    private ICounterGrain Counter(Guid id) => _cluster.Grains.GetGrain<ICounterGrain>(id);
}
