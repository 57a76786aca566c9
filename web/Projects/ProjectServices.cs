namespace GalaPlatform.Web.Projects;

internal static class ProjectServices
{
    /// <summary>What uploads, playback and playlists need.</summary>
    public static IServiceCollection AddProjects(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(_ => MediaKey.From(configuration))
            .AddSingleton(UploadOptions.From(configuration))
            .AddSingleton<MediaLinks>()
            .AddSingleton<ProjectMedia>()
            .AddSingleton<SegmentCache>()
            .AddSingleton<UploadHashes>()
            .AddSingleton<UploadWriter>()
            .AddSingleton<UploadFinisher>()
            .AddSingleton<PlaylistReader>()
            .AddScoped<UploadDesk>();

    /// <summary>Projects, uploads, playback, playlists, and the files behind them.</summary>
    public static void MapProjectFeature(this IEndpointRouteBuilder app)
    {
        app.MapProjects();
        app.MapCaptions();
        app.MapPlayback();
        app.MapPlaylists();
        app.MapUploads();
        app.MapProjectMedia();
    }
}
