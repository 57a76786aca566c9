using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using GalaPlatform.Rehearsal;
using GalaPlatform.Rehearsal.Channel;
using GalaPlatform.Rehearsal.Measure;
using GalaPlatform.Rehearsal.Room;
using GalaPlatform.Tests.Specs.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static GalaPlatform.Tests.Unit.Load.LoadExamples;

namespace GalaPlatform.Tests.Unit.Load;

/// <summary>A seat of the rehearsal notes a server that lets it in and then says nothing more.</summary>
public sealed class HubSeatTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualClock _clock = new();
    private readonly Violations _violations = new();
    private readonly CancellationTokenSource _over = new();
    private WebApplication _server = null!;
    private RoomScene _scene = null!;
    private int _visits;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Map("/hubs/gala", LetIn);
        await _server.StartAsync();
        _scene = new RoomScene
        {
            Server = new Uri(_server.Urls.First()),
            Gala = Gala,
            Tag = Tag,
            Script = Marks,
            Ledger = new RoomLedger(10, _violations),
            Violations = _violations,
            Meter = new Meter(),
            Clock = new ServerClock(_clock),
            Time = _clock,
        };
    }

    public async Task DisposeAsync()
    {
        _over.Dispose();
        _scene.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_hears_nothing_for_20_seconds_is_noted_and_made_anew()
    {
        var seat = new HubSeat(_scene, "a token", "class 1", new Random(1));
        var life = seat.Live(_over.Token);
        await seat.Arrived;

        _clock.Advance(TimeSpan.FromSeconds(20));
        seat.LookAfter();
        Assert.Empty(_violations.Broken());

        _clock.Advance(TimeSpan.FromSeconds(1));
        seat.LookAfter();
        Assert.Equal([(Promise.Silent, 1)], _violations.Broken());
        await Eventually.Holds(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(Volatile.Read(ref _visits) == 2 && seat.IsHere);
            },
            Patience
        );

        await _over.CancelAsync();
        await life.WaitAsync(Patience);
    }

    // Shakes hands, answers the join, and is silent.
    private async Task LetIn(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await Receive(socket);
        await Send(socket, "{}");
        await Receive(socket);
        Interlocked.Increment(ref _visits);
        await Send(socket, JsonSerializer.Serialize(JoinAnswer(head: 0)));
        await socket.ReceiveAsync(new byte[1024], _over.Token).WaitAsync(context.RequestAborted);
    }

    private static Task<WebSocketReceiveResult> Receive(WebSocket socket) =>
        socket.ReceiveAsync(new byte[1024], default);

    private static Task Send(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text + "\u001e"), WebSocketMessageType.Text, true, default);
}
