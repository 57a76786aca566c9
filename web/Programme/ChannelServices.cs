namespace GalaPlatform.Web.Programme;

internal static class ChannelServices
{
    /// <summary>What serving channels needs.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services) =>
        services.AddSingleton<ChannelNodes>().AddHostedService(provider => provider.GetRequiredService<ChannelNodes>());

    /// <summary>Channels, and where they play.</summary>
    public static void MapChannels(this IEndpointRouteBuilder app)
    {
        app.MapChannel();
        app.MapChannelPlayback();
    }
}
