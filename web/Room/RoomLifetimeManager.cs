using Microsoft.AspNetCore.SignalR;

namespace GalaPlatform.Web.Room;

/// <summary>Gives each connection its session, and the session a direct line to the connection: frames go past SignalR's groups.</summary>
internal sealed class RoomLifetimeManager(TimeProvider time, ILogger<DefaultHubLifetimeManager<GalaHub>> log)
    : DefaultHubLifetimeManager<GalaHub>(log)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var sink = connection.Features.Get<IFrameSink>() ?? new HubFrameSink(connection);
        new RoomSession(sink, time).PutInto(connection.Items);
        return base.OnConnectedAsync(connection);
    }
}
