using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace GalaPlatform.Web.Room;

/// <summary>
/// Serves the hub's WebSockets in place of SignalR's own transport. What is no WebSocket over HTTP/1.1, and the
/// negotiation, stay with SignalR.
/// </summary>
internal sealed class WireTransport : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, WireConnection> _connections = new();
    private readonly ConnectionDelegate _hub;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;

    public WireTransport(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _hub = new ConnectionBuilder(services).UseHub<GalaHub>().Build();
        (_time, _stopping) = (time, lifetime.ApplicationStopping);
        // Before the web server waits for its connections to end.
        _stopping.Register(StopAll);
    }

    /// <summary>Lets an endpoint of the hub serve WebSockets by this transport.</summary>
    public void Serve(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } other)
        {
            endpoint.RequestDelegate = http => IsWebSocket(http) ? Serve(http) : other(http);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var (_, connection) in _connections)
                {
                    connection.Beat();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    // Whatever is wrong with a request is SignalR's to say.
    private static bool IsWebSocket(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && http.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.SecWebSocketVersion == "13"
        && WebSocketRules.IsKey(http.Request.Headers.SecWebSocketKey);

    private static Func<IWire>? QuickerWire(HttpContext http) =>
        http.Features.Get<ITlsHandshakeFeature>() is null
        && http.Features.Get<IConnectionSocketFeature>() is { Socket: var socket }
            ? () => new SocketWire(socket)
            : null;

    private async Task Serve(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = WebSocketRules.AcceptFor(http.Request.Headers.SecWebSocketKey!);
        await using var stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var connection = new WireConnection(http.Connection.Id, http.User, stream, QuickerWire(http), http.Abort);
        // They would live as long as the connection does, and nobody asks for them again: a token alone takes a kilobyte.
        http.Request.Headers.Authorization = default;
        http.Request.Headers.Cookie = default;
        _connections[connection.ConnectionId] = connection;
        try
        {
            await _hub(connection);
            await Close(connection);
        }
        finally
        {
            _connections.TryRemove(connection.ConnectionId, out _);
            await connection.DisposeAsync();
        }
    }

    private async Task Close(WireConnection connection)
    {
        using var patience = new CancellationTokenSource(Goodbye, _time);
        await connection.Close(
            _stopping.IsCancellationRequested ? CloseCode.GoingAway : CloseCode.Normal,
            patience.Token
        );
    }

    private void StopAll()
    {
        foreach (var (_, connection) in _connections)
        {
            connection.Stop();
        }
    }
}
