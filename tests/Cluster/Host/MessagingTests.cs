using GalaPlatform.Embedded.Testing;
using GalaPlatform.Tests.Specs.Common;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Host;

public interface IPostGrain : IGrainWithIntegerKey
{
    Task<string> Read(string key);

    Task<string> ReadThroughAnother(string key);

    [OneWay]
    Task Shout(string words);

    Task Never();

    Task Send(IPostWatcher watcher, int count);

    Task StartTimer(int seconds);

    Task<int> Ticks();
}

public interface IPostWatcher : IGrainObserver
{
    [OneWay]
    Task Received(int number);
}

public interface IWorkerGrain : IGrainWithIntegerKey
{
    Task<string> Work();
}

internal sealed class PostGrain(IGrainContext context, IGrainFactory grains, Journal journal) : IPostGrain, IGrainBase
{
    private int _ticks;

    public IGrainContext GrainContext => context;

    public Task<string> Read(string key) => Task.FromResult(RequestContext.Get(key) as string ?? "nothing");

    public async Task<string> ReadThroughAnother(string key) =>
        await grains.GetGrain<IPostGrain>(this.GetPrimaryKeyLong() + 1).Read(key);

    public Task Shout(string words)
    {
        journal.Write(words);
        throw new InvalidDataException(words);
    }

    public Task Never() => journal.Gate.Task;

    public async Task Send(IPostWatcher watcher, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await watcher.Received(number);
        }
    }

    public Task StartTimer(int seconds)
    {
        this.RegisterGrainTimer(
            () => Task.FromResult(++_ticks),
            TimeSpan.FromSeconds(seconds),
            TimeSpan.FromSeconds(seconds)
        );
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        journal.Write($"left: {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}

[StatelessWorker(3)]
internal sealed class WorkerGrain(IGrainContext context, Journal journal) : IWorkerGrain
{
    public async Task<string> Work()
    {
        journal.Write("works");
        await journal.Gate.Task;
        return context.ActivationId.ToString();
    }
}

internal sealed class NotingFilter(Journal journal) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        journal.Write(
            $"> {context.MethodName}({context.Request.GetArgument(0)}) of {context.ImplementationMethod.DeclaringType!.Name}"
        );
        await context.Invoke();
        context.Result = $"[{context.Result}]";
    }
}

public sealed class MessagingTests
{
    private readonly Journal _journal = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task The_request_context_goes_along_and_stays_with_its_call()
    {
        await using var cluster = await Start();
        RequestContext.Set("language", "fr");
        Assert.Equal("fr", await Post(cluster).Read("language"));
        Assert.Equal("fr", await Post(cluster).ReadThroughAnother("language"));
        RequestContext.Clear();
        Assert.Equal("nothing", await Post(cluster).Read("language"));
    }

    [Fact]
    public async Task A_one_way_call_is_done_when_it_is_sent_and_its_failure_is_nobodys()
    {
        await using var cluster = await Start();
        await Post(cluster).Shout("hello");
        await Eventually.True(() => _journal.Lines() is ["hello"]);
        Assert.Equal(0, await Post(cluster).Ticks());
    }

    [Fact]
    public async Task A_call_that_is_not_answered_in_time_has_an_unknown_outcome()
    {
        await using var cluster = await Start();
        var call = Post(cluster).Never();
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("outcome is unknown", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_observer_gets_its_calls_one_by_one_and_in_order()
    {
        await using var cluster = await Start();
        var watcher = new Watcher();
        var reference = cluster.Grains.CreateObjectReference<IPostWatcher>(watcher);
        await Post(cluster).Send(reference, 100);
        await Eventually.True(() => watcher.Count == 100);
        Assert.Equal(Enumerable.Range(1, 100), watcher.Received());

        cluster.Grains.DeleteObjectReference<IPostWatcher>(reference);
        await Post(cluster).Send(reference, 1);
        Assert.Equal(100, watcher.Count);
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task A_timer_ticks_by_the_clock_until_its_grain_leaves()
    {
        await using var cluster = await Start();
        await Post(cluster).StartTimer(10);
        for (var expected = 1; expected <= 3; expected++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Eventually.Equal(expected, () => Post(cluster).Ticks());
        }
    }

    [Fact]
    public async Task An_idle_grain_is_collected_and_comes_back()
    {
        await using var cluster = await Start();
        await Post(cluster).StartTimer(10);
        Assert.Equal(1, cluster.ActivationCount);
        _clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Empty(_journal.Lines());
        await Eventually.True(() =>
        {
            // Ticks keep no grain alive, but one that is just due puts it off until the next look.
            _clock.Advance(TimeSpan.FromSeconds(63));
            return _journal.Lines() is ["left: ActivationIdle"];
        });
        Assert.Equal(0, await Post(cluster).Ticks());
    }

    [Fact]
    public async Task A_stateless_worker_has_as_many_activations_as_it_may()
    {
        await using var cluster = await Start();
        var calls = Enumerable.Range(0, 9).Select(_ => cluster.Grains.GetGrain<IWorkerGrain>(0).Work()).ToArray();
        await Eventually.True(() => _journal.Lines().Length == 3);
        Assert.Equal(3, cluster.ActivationCount);
        _journal.Gate.SetResult();
        var workers = await Task.WhenAll(calls);
        Assert.Equal(3, workers.Distinct().Count());
    }

    [Fact]
    public async Task A_filter_sees_every_call_and_may_change_its_answer()
    {
        await using var cluster = await Start(services =>
            services.AddSingleton<IIncomingGrainCallFilter, NotingFilter>()
        );
        Assert.Equal("[nothing]", await Post(cluster).Read("key"));
        Assert.Equal(["> Read(key) of PostGrain"], _journal.Lines());
    }

    [Fact]
    public async Task A_stopping_host_runs_the_hooks_and_a_crash_does_not()
    {
        var cluster = await Start();
        await Post(cluster).StartTimer(1);
        await cluster.Crash();
        Assert.Empty(_journal.Lines());
        await cluster.Restart();
        Assert.Equal(0, await Post(cluster).Ticks());
        await cluster.DisposeAsync();
        Assert.Equal(["left: ShuttingDown"], _journal.Lines());
    }

    [Fact]
    public async Task Who_waits_when_the_host_crashes_learns_that_the_outcome_is_unknown()
    {
        await using var cluster = await Start();
        var call = Post(cluster).Never();
        await cluster.Crash();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
    }

    private static IPostGrain Post(EmbeddedCluster cluster) => cluster.Grains.GetGrain<IPostGrain>(1);

    private Task<EmbeddedCluster> Start(Action<IServiceCollection>? more = null) =>
        EmbeddedCluster.Start(
            services =>
            {
                services.AddSingleton(_journal).AddSingleton<TimeProvider>(_clock);
                more?.Invoke(services);
            },
            options =>
            {
                options.GrainClasses.Add(typeof(PostGrain));
                options.GrainClasses.Add(typeof(WorkerGrain));
            }
        );

    private sealed class Watcher : IPostWatcher
    {
        private readonly List<int> _received = [];
        private int _inside;

        public int Count => Received().Length;

        public int[] Received()
        {
            lock (_received)
            {
                return [.. _received];
            }
        }

        async Task IPostWatcher.Received(int number)
        {
            Assert.Equal(1, Interlocked.Increment(ref _inside));
            await Task.Yield();
            lock (_received)
            {
                _received.Add(number);
            }

            Interlocked.Decrement(ref _inside);
        }
    }
}
