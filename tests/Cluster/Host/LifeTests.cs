using GalaPlatform.Embedded.Testing;
using GalaPlatform.Tests.Specs.Common;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Host;

public interface IMoodyGrain : IGrainWithStringKey
{
    Task<string> Hello();

    Task LeaveSlowly();

    Task StartTimers();
}

internal sealed class MoodyGrain(IGrainContext context, IGrainFactory grains, Journal journal)
    : IMoodyGrain,
        IGrainBase,
        IAsyncDisposable
{
    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        await Task.Yield();
        if (journal.Lines() is [])
        {
            journal.Write("failed");
            throw new InvalidDataException("not today");
        }

        journal.Write("awake");
    }

    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        await Task.Yield();
        journal.Write("asleep");
    }

    public Task<string> Hello() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task LeaveSlowly()
    {
        this.DeactivateOnIdle();
        await journal.Gate.Task;
        journal.Write("left");
    }

    public Task StartTimers()
    {
        var quiet = new GrainTimerCreationOptions(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        this.RegisterGrainTimer(() => throw new InvalidDataException("a broken tick"), quiet);
        this.RegisterGrainTimer(
            async cancel =>
            {
                journal.Write("tick");
                await journal.Gate.Task;
                _ = await grains.GetGrain<IMoodyGrain>("other").Hello();
                journal.Write("tock");
            },
            quiet with
            {
                Interleave = true,
            }
        );
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        journal.Write("disposed");
        return ValueTask.CompletedTask;
    }
}

public sealed class LifeTests : IAsyncLifetime
{
    private readonly Journal _journal = new();
    private readonly ManualClock _clock = new();
    private EmbeddedCluster _cluster = null!;

    private IMoodyGrain Moody => _cluster.Grains.GetGrain<IMoodyGrain>("moody");

    public async Task InitializeAsync() =>
        _cluster = await EmbeddedCluster.Start(
            services => services.AddSingleton(_journal).AddSingleton<TimeProvider>(_clock),
            options => options.GrainClasses.Add(typeof(MoodyGrain))
        );

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Who_waits_for_an_activation_that_fails_gets_its_exception_and_the_next_call_tries_again()
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => Moody.Hello());
        Assert.Equal("not today", failure.Message);
        Assert.Equal("moody", await Moody.Hello());
        Assert.Equal(["failed", "disposed", "awake"], _journal.Lines());
    }

    [Fact]
    public async Task A_grain_that_leaves_finishes_its_turn_first_and_hands_on_who_waits()
    {
        _journal.Write("begin");
        var leaves = Moody.LeaveSlowly();
        var waits = Moody.Hello();
        Assert.False(waits.IsCompleted);
        _journal.Gate.SetResult();

        await leaves;
        Assert.Equal("moody", await waits);
        Assert.Equal(["begin", "awake", "left", "asleep", "disposed", "awake"], _journal.Lines());
    }

    [Fact]
    public async Task A_tick_that_interleaves_lets_calls_through_and_never_overlaps_itself()
    {
        _journal.Write("begin");
        await Moody.StartTimers();
        for (var second = 0; second < 3; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("moody", await Moody.Hello());
        }

        await Eventually.True(() => _journal.Lines().Contains("tick"));
        Assert.Single(_journal.Lines(), "tick");
        _journal.Gate.SetResult();
        await Eventually.True(() => _journal.Lines().Contains("tock"));
    }

    [Fact]
    public async Task A_call_after_the_stop_wakes_nobody()
    {
        _journal.Write("begin");
        var moody = Moody;
        await moody.Hello();
        await _cluster.DisposeAsync();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => moody.Hello());
        Assert.Equal(["begin", "awake", "asleep", "disposed"], _journal.Lines());
    }

    [Fact]
    public void Grains_are_found_by_every_kind_of_name()
    {
        var grains = _cluster.Grains;
        var id = GrainId.Create("moody", "moody");
        Assert.Equal(Moody, grains.GetGrain<IMoodyGrain>(id));
        Assert.Equal(Moody, grains.GetGrain(typeof(IMoodyGrain), "moody"));
        Assert.Equal(Moody, grains.GetGrain(id).AsReference<IMoodyGrain>());
        Assert.NotEqual(Moody, grains.GetGrain<IMoodyGrain>("other"));
        Assert.Throws<ArgumentException>(() => grains.GetGrain<ICounterGrain>(Guid.NewGuid()));
    }
}
