using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Room;

/// <summary>Registers what rooms need.</summary>
public static class RoomServices
{
    /// <summary>Budgets may be set by <c>Room:Seat:Burst</c>, <c>Room:Seat:PerSecond</c>, and so on; checked at start.</summary>
    public static IServiceCollection AddRoom(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton((configuration.GetSection("Room").Get<RoomLimits>() ?? new RoomLimits()).Checked());
}
