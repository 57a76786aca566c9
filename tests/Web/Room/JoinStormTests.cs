using System.Collections.Concurrent;
using GalaPlatform.Common;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Room;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Room;

/// <summary>A stage that counts what the database and the room's grain are asked.</summary>
public sealed class CountingStage : RoomStage
{
    private int _storeCalls;

    public int StoreCalls => Volatile.Read(ref _storeCalls);

    public ConcurrentQueue<string> RoomCalls { get; } = new();

    protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(new CallCounter(RoomCalls));
        builder.Host.ConfigureContainer<IServiceCollection>(
            (_, services) =>
            {
                var registered = services.Single(service => service.ServiceType == typeof(IGalaStore));
                services.Remove(registered);
                services.AddSingleton<IGalaStore>(provider => new CountingStore(
                    (IGalaStore)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
                    () => Interlocked.Increment(ref _storeCalls)
                ));
            }
        );
    }

    private sealed class CallCounter(ConcurrentQueue<string> calls) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.Grain is IRoomGrain)
            {
                calls.Enqueue(context.MethodName);
            }
            return context.Invoke();
        }
    }

    private sealed class CountingStore(IGalaStore real, Action count) : IGalaStore
    {
        public Task<T> Read<T>(Func<GalaDbContext, CancellationToken, Task<T>> read, CancellationToken cancel = default)
        {
            count();
            return real.Read(read, cancel);
        }

        public Task<T> Write<T>(
            Func<GalaDbContext, CancellationToken, Task<T>> write,
            CancellationToken cancel = default
        )
        {
            count();
            return real.Write(write, cancel);
        }

        public Task<Result<T>> Execute<T>(CommandEnvelope envelope, Func<CommandTransaction, Task<Result<T>>> work)
        {
            count();
            return real.Execute(envelope, work);
        }
    }
}

/// <summary>Everybody comes back at once: the node answers from what it holds.</summary>
public sealed class JoinStormTests(CountingStage stage) : IClassFixture<CountingStage>
{
    private const int Seats = 12;
    private const int Times = 20;

    [Fact]
    public async Task A_storm_of_joins_asks_the_database_and_the_room_no_more_than_a_few()
    {
        var (speaker, joined) = await stage.Viewer();
        var epoch = joined.GetProperty("epoch").GetString();
        var last = joined.GetProperty("head").GetInt64();
        var clients = new List<HubClient>();
        for (var seat = 0; seat < Seats; seat++)
        {
            clients.Add(await stage.Seat(seat % 2));
        }
        for (var number = 0; number < 30; number++)
        {
            await speaker.Say(stage.Gala, $"Manqué {number}");
        }
        var (asked, called) = (stage.StoreCalls, stage.RoomCalls.Count);

        var answers = await Task.WhenAll(
            clients.SelectMany(client => Enumerable.Range(0, Times).Select(_ => client.Join(stage.Gala, epoch, last)))
        );

        Assert.All(answers, answer => Assert.True(answer.GetProperty("recovered").GetBoolean()));
        Assert.InRange(stage.StoreCalls - asked, 0, 5);
        Assert.InRange(stage.RoomCalls.Count - called, 0, 20);
    }

    [Fact]
    public async Task Two_thousand_who_come_back_at_once_get_what_they_missed_and_the_database_hardly_notices()
    {
        const int Classes = 8;
        const int SeatsEach = 25;
        const int Connections = 10;
        var (speaker, joined) = await stage.Viewer();
        var epoch = joined.GetProperty("epoch").GetString();
        var last = joined.GetProperty("head").GetInt64();
        var tokens = new List<string>();
        for (var number = 0; number < Classes; number++)
        {
            var code = await stage.Code($"École {number}", "6A", isInvited: true);
            tokens.AddRange(await Task.WhenAll(Enumerable.Range(0, SeatsEach).Select(_ => stage.TakeSeat(code))));
        }
        for (var number = 0; number < 30; number++)
        {
            await speaker.Say(stage.Gala, $"Pendant la panne {number}");
        }
        // What was said is acknowledged before it is told: what a node was not told yet comes in a frame, not in the answer.
        await Eventually.Holds(
            async () => (await speaker.Join(stage.Gala)).GetProperty("head").GetInt64() == last + 30,
            TimeSpan.FromSeconds(10)
        );
        var (asked, called) = (stage.StoreCalls, stage.RoomCalls.Count);

        var missed = await Task.WhenAll(
            Enumerable
                .Repeat(tokens, Connections)
                .SelectMany(token => token)
                .Select(token => ComeBack(token, epoch, last))
        );

        Assert.Equal(2_000, missed.Length);
        var whole = Enumerable.Range(1, 30).Select(number => last + number);
        Assert.All(missed, sequences => Assert.Equal(whole, sequences));
        Assert.InRange(stage.StoreCalls - asked, 0, 20);
        Assert.InRange(stage.RoomCalls.Count - called, 0, 200);
    }

    private async Task<IEnumerable<long>> ComeBack(string token, string? epoch, long last)
    {
        await using var client = await HubClient.Connect(stage.Server.Address, token);
        var answer = await client.Join(stage.Gala, epoch, last);
        Assert.True(answer.GetProperty("recovered").GetBoolean());
        return [.. answer.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("s").GetInt64())];
    }
}
