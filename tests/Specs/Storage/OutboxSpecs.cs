using System.Collections.Concurrent;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GalaPlatform.Tests.Specs.Storage;

/// <summary>What the outbox promises, on every database.</summary>
public abstract class OutboxSpecs<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TDatabase _database = new();
    private readonly Listener _listener = new();
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        Build();
        await _services.GetRequiredService<IGalaDatabase>().Migrate();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_was_committed_is_told_in_order_and_then_forgotten()
    {
        await StartDispatcher();

        await Send("a", 1, 2);
        await Send("a", 3);
        await _services.GetRequiredService<OutboxQueue>().Settled("a").WaitAsync(Patience);

        Assert.Equal([1, 2, 3], _listener.Heard);
        Assert.Equal(0, await Waiting());
    }

    [Fact]
    public async Task What_was_not_told_before_a_crash_is_told_after_it()
    {
        await Send("a", 1, 2);

        await _services.DisposeAsync();
        Build();
        await StartDispatcher();

        await Until(async () => await Waiting() == 0);
        Assert.Equal([1, 2], _listener.Heard);
    }

    [Fact]
    public async Task What_cannot_be_told_now_waits_with_what_is_behind_it_and_nobody_else_does()
    {
        _listener.Refuses = 1;
        await StartDispatcher();

        await Send("a", 1, 2);
        await Send("b", 3);
        await Until(() => Task.FromResult(_listener.Heard.Contains(3)));
        Assert.Equal([3], _listener.Heard);

        _listener.Refuses = null;
        await Until(async () => await Waiting() == 0);
        Assert.Equal([3, 1, 2], _listener.Heard);
    }

    [Fact]
    public async Task Telling_again_carries_the_same_command()
    {
        _listener.Refuses = 1;
        await StartDispatcher();

        await Send("a", 1);
        await Until(() => Task.FromResult(_listener.Commands.Count > 1));

        Assert.Single(_listener.Commands.Distinct());
    }

    private void Build()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddStorage(configuration)
            .AddSingleton<IOutboxHandler>(_listener)
            .BuildServiceProvider();
    }

    private async Task StartDispatcher()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }
    }

    private async Task Send(string scope, params int[] numbers)
    {
        var envelope = new CommandEnvelope(new Command(CommandId.Fresh(), Actor.Platform), scope, "test", numbers);
        var sent = await _services
            .GetRequiredService<IGalaStore>()
            .Execute<Done>(
                envelope,
                work =>
                {
                    foreach (var number in numbers)
                    {
                        work.Outbox("number", number);
                    }
                    return Task.FromResult<Result<Done>>(default(Done));
                }
            );
        Assert.Null(sent.Refusal);
    }

    private Task<int> Waiting() =>
        _services.GetRequiredService<IGalaStore>().Read((db, stop) => db.Set<OutboxRow>().CountAsync(stop));

    private static Task Until(Func<Task<bool>> condition) => Common.Eventually.Holds(condition, Patience);

    private sealed class Listener : IOutboxHandler
    {
        public string Kind => "number";

        public int? Refuses { get; set; }

        public ConcurrentQueue<int> Heard { get; } = new();

        public ConcurrentQueue<CommandId> Commands { get; } = new();

        public Task<Result<Done>> Deliver(OutboxMessage message)
        {
            var number = message.Read<int>();
            Commands.Enqueue(message.Command.Id);
            if (number == Refuses)
            {
                return Task.FromResult<Result<Done>>(CommonRefusals.StoreUnavailable);
            }
            Heard.Enqueue(number);
            return Task.FromResult<Result<Done>>(default(Done));
        }
    }
}
