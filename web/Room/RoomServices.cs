using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Web.Room;

/// <summary>Registers the hub and what fans out from it.</summary>
internal static class RoomServices
{
    /// <summary>A message of 2 KB, each byte of it escaped, and its envelope.</summary>
    private const int MostReceivedBytes = 16 * 1024;

    public static void AddRoomHub(this IServiceCollection services)
    {
        services
            .AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = MostReceivedBytes;
                options.KeepAliveInterval = TimeSpan.FromSeconds(15);
                options.ClientTimeoutInterval = TimeSpan.FromSeconds(45);
            })
            .AddJsonProtocol(options =>
            {
                var json = options.PayloadSerializerOptions;
                json.Converters.Add(new JoinAnswerConverter());
                json.Converters.Add(new RoomFrameConverter());
                json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
                json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
                json.AllowDuplicateProperties = false;
            });
        services.AddOptions<HubLimits>().BindConfiguration(HubLimits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HubLimits>, HubLimitsValidator>();
        services.AddSingleton<SeatConnections>();
        services.AddSingleton<IHubProtocol, GalaHubProtocol>();
        services.AddSingleton<HubLifetimeManager<GalaHub>, RoomLifetimeManager>();
        services.AddSingleton<FanOut>();
        services.AddSingleton<RoomAccess>();
        services.AddSingleton<RoomProgrammes>();
        services.AddSingleton<RoomNode>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomNode>());
        services.AddSingleton<WireTransport>();
        services.AddHostedService(provider => provider.GetRequiredService<WireTransport>());
    }
}
