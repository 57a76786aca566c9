using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Classrooms;
using GalaPlatform.Web.Galas;
using GalaPlatform.Web.Moderation;
using GalaPlatform.Web.Pages;
using GalaPlatform.Web.Platform;
using GalaPlatform.Web.Programme;
using GalaPlatform.Web.Projects;
using GalaPlatform.Web.Room;
using GalaPlatform.Web.Schools;

await GalaWeb.Build(args).RunAsync();

/// <summary>The platform's web application: services by feature, endpoints by feature.</summary>
internal static class GalaWeb
{
    /// <summary>The whole application; tests build it too, with a clock or a folder of their own.</summary>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ApplicationName = typeof(GalaWeb).Assembly.GetName().Name }
        );
        adjust?.Invoke(builder);
        AddFeatures(builder);

        var app = builder.Build();
        app.UseEdge();
        app.UseAccessGate();
        MapFeatures(app);
        return app;
    }

    private static void AddFeatures(WebApplicationBuilder builder)
    {
        builder.AddEdge();
        builder.AddGrains();
        builder.Services.AddAccounts(builder.Configuration);
        builder.Services.AddClassrooms();
        builder.Services.AddRoomHub();
        builder.Services.AddPages();
        builder.Services.AddProjects(builder.Configuration);
        builder.Services.AddChannels();
    }

    private static void MapFeatures(WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApi();
        app.MapAccounts();
        app.MapGalas();
        app.MapProgramme();
        app.MapSchools();
        app.MapClassrooms();
        app.MapRoom();
        app.MapModeration();
        app.MapPages();
        app.MapProjectFeature();
        app.MapChannels();
    }
}
