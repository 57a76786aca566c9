using System.Text.Json;
using GalaPlatform.Tests.Specs.Transcoding;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>A server with one video that went the whole way: uploaded, transcoded, approved, consented.</summary>
public sealed class ReadyFixture : IAsyncLifetime
{
    public const int Seconds = 5;
    private static readonly TimeSpan Transcoding = TimeSpan.FromMinutes(3);
    private static readonly Dictionary<string, string?> WithWorker = new() { ["Gala:Transcoding:Workers"] = "1" };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gala-ready-");

    internal ProjectStage Stage { get; private set; } = null!;

    internal string Project { get; private set; } = null!;

    internal GalaServer Server => Stage.Server;

    public async Task InitializeAsync()
    {
        await DataWithSlate.CopyTo(_folder.FullName);
        Stage = await ProjectStage.Set(await GalaServer.Start(folder: _folder.FullName, settings: WithWorker));
        Project = await Ready(Stage, "Robots", Seconds);
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Stops the platform and starts it anew on the same data.</summary>
    internal async Task Restart()
    {
        var (organizer, coordinator) = (Token(Stage.Organizer), Token(Stage.Coordinator));
        await Server.DisposeAsync();
        var server = await GalaServer.Start(folder: _folder.FullName, settings: WithWorker);
        Stage = Stage with
        {
            Server = server,
            Organizer = server.WithToken(organizer),
            Coordinator = server.WithToken(coordinator),
        };
    }

    /// <summary>A project that may be shown everywhere.</summary>
    internal static async Task<string> Ready(ProjectStage stage, string title, int seconds)
    {
        var film = await Ffmpeg.Film(seconds);
        var project = await stage.Submit(title);
        var upload = await stage.Coordinator.Begin(project, film.Length);
        using var sent = await stage.Coordinator.Append(upload, 0, film);
        await sent.Json204();
        await ProjectStage.Until(
            async () =>
            {
                var media = (await stage.Project(project)).GetProperty("media");
                Assert.NotEqual("failed", media.Text("state"));
                return media.Text("state") == "ready";
            },
            "the video is ready",
            Transcoding
        );
        using var approved = await stage.Coordinator.Post(
            $"/api/projects/{project}/review",
            new { decision = "approve" }
        );
        await approved.Json(200);
        await Consent(stage, project, "live", "network", "public");
        return project;
    }

    internal static async Task<JsonElement> Consent(ProjectStage stage, string project, params string[] uses)
    {
        using var consented = await stage.Coordinator.Post(
            $"/api/projects/{project}/consent",
            new { uses, until = "2099-06-30T00:00:00Z" }
        );
        return await consented.Json(200);
    }

    private static string Token(HttpClient client) => client.DefaultRequestHeaders.Authorization!.Parameter!;
}
