using GalaPlatform.Galas;
using Microsoft.AspNetCore.SignalR;

namespace GalaPlatform.Web.Room;

/// <summary>How a room's frames reach its connections: <c>Gala:FanOut</c>.</summary>
internal enum FanOutWay
{
    /// <summary>Past SignalR's transport, to the socket where that is possible.</summary>
    Direct,

    /// <summary>Over SignalR's connections, one by one.</summary>
    Hub,

    /// <summary>By SignalR's groups.</summary>
    Groups,
}

/// <summary>Makes what a room needs for the way that was chosen.</summary>
internal sealed class FanOut(IConfiguration configuration, HubLifetimeManager<GalaHub> hub)
{
    public FanOutWay Way { get; } = configuration.GetValue("Gala:FanOut", FanOutWay.Direct);

    public IRoomCrowd CrowdOf(GalaId gala) => Way == FanOutWay.Groups ? new GroupCrowd(gala, hub) : new MemberCrowd();
}
