using GalaPlatform.Tests.Specs.Room;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Room;

/// <summary>A stage whose hub has tight limits, so that a test reaches them soon.</summary>
public sealed class TightStage : RoomStage
{
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["Hub:ConnectionsPerSeat"] = "3",
            ["Hub:MessageBurst"] = "120",
            ["Hub:MessagesPerSecond"] = "1",
            ["Room:Seat:Burst"] = "4",
            ["Room:Seat:PerSecond"] = "0.01",
        };
}

public sealed class HubLimitsTests(TightStage stage) : IClassFixture<TightStage>
{
    private string Gala => stage.Gala;

    [Theory]
    [InlineData("Broadcast")]
    [InlineData("Deliver")]
    [InlineData("OnDisconnectedAsync")]
    public async Task Who_calls_what_there_is_not_is_told_so_and_cut_off(string method)
    {
        var (client, _) = await stage.Viewer();

        var refused = await Assert.ThrowsAsync<HubCallException>(() => client.Call(method, "x"));

        Assert.Equal("unknown-method", refused.Code);
        await client.Closed();
    }

    [Theory]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":1,"target":"React","arguments":[{"galaId":"$","kind":"clap"}]}""")]
    [InlineData("""{"type":1,"target":"Leave","arguments":[]}""")]
    [InlineData("""{"type":3,"invocationId":"1","result":1}""")]
    public async Task A_flood_of_tiny_messages_ends_the_connection(string message)
    {
        var (client, _) = await stage.Viewer();
        var (other, _) = await stage.Viewer(1);

        await Flood(client, message.Replace("$", Gala, StringComparison.Ordinal), 200);

        await client.Closed();
        Assert.Equal("posted", (await other.Say(Gala, $"Toujours là {Guid.NewGuid():N}")).Text("status"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("""{"type":"x"}""")]
    public async Task What_is_no_message_ends_the_connection(string message)
    {
        var (client, _) = await stage.Viewer();

        await Flood(client, message, 200);

        await client.Closed();
    }

    [Fact]
    public async Task Of_too_many_connections_of_a_seat_the_oldest_ends_and_the_newest_lives()
    {
        var token = await stage.TakeSeat();
        var connections = new List<HubClient>();
        for (var number = 0; number < 5; number++)
        {
            connections.Add(await stage.Connect(token));
            await connections[^1].Join(Gala);
        }

        await connections[0].Closed();
        await connections[1].Closed();

        Assert.All(connections[2..], connection => Assert.False(connection.IsClosed));
        Assert.Equal("posted", (await connections[^1].Say(Gala, "Le dernier arrivé")).Text("status"));
    }

    [Fact]
    public async Task A_seat_that_comes_back_again_and_again_is_always_let_in()
    {
        var token = await stage.TakeSeat();
        for (var number = 0; number < 12; number++)
        {
            await using var client = await stage.Connect(token);
            Assert.True((await client.Join(Gala)).GetProperty("head").GetInt64() >= 0);
        }
    }

    [Fact]
    public async Task Other_seats_are_not_counted_with_it()
    {
        var clients = new List<HubClient>();
        for (var number = 0; number < 5; number++)
        {
            clients.Add((await stage.Viewer()).Client);
        }

        Assert.All(clients, client => Assert.False(client.IsClosed));
    }

    [Fact]
    public async Task Who_joins_without_end_is_told_to_wait()
    {
        var (client, _) = await stage.Viewer();

        var refused = await Assert.ThrowsAsync<HubCallException>(async () =>
        {
            for (var number = 0; number < 100; number++)
            {
                await client.Join(Gala);
            }
        });

        Assert.Equal("too-fast", refused.Code);
    }

    [Fact]
    public async Task A_seat_over_its_budget_is_told_the_seconds_and_the_staff_is_not_bound()
    {
        var (client, _) = await stage.Viewer(0, "class");
        var staff = await stage.Connect(stage.Organizer.DefaultRequestHeaders.Authorization!.Parameter);
        await staff.Join(Gala);

        for (var number = 0; number < 4; number++)
        {
            Assert.Equal("posted", (await client.Say(Gala, $"Message {number}")).Text("status"));
        }
        var over = await client.Say(Gala, "Un de trop");

        Assert.Equal("too-fast", over.Text("code"));
        Assert.InRange(over.GetProperty("retryAfter").GetInt32(), 90, 100);
        for (var number = 0; number < 6; number++)
        {
            Assert.Equal("posted", (await staff.Say(Gala, "Silence, on tourne !")).Text("status"));
        }
    }

    [Fact]
    public async Task The_same_words_again_are_refused_with_a_code_of_their_own()
    {
        var (client, _) = await stage.Viewer();
        var (other, _) = await stage.Viewer(1);

        Assert.Equal("posted", (await client.Say(Gala, "Vive la 6B !")).Text("status"));
        Assert.Equal("posted", (await client.Say(Gala, "Vive la 6B")).Text("status"));
        var again = await client.Say(Gala, "vive  LA 6B !!!");

        Assert.Equal("message-repeated", again.Text("code"));
        Assert.InRange(again.GetProperty("retryAfter").GetInt32(), 1, 10);
        Assert.Equal("posted", (await other.Say(Gala, "Vive la 6B !")).Text("status"));
    }

    private static async Task Flood(HubClient client, string message, int times)
    {
        try
        {
            for (var number = 0; number < times; number++)
            {
                await client.Send(message);
            }
        }
        catch (Exception problem)
            when (problem
                    is System.Net.WebSockets.WebSocketException
                        or OperationCanceledException
                        or ObjectDisposedException
            )
        {
            // It was cut off in the midst of it.
        }
    }
}
