using System.Diagnostics;
using System.Text.Json;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>A school with its coordinator, its class, and projects.</summary>
internal sealed record ProjectStage(
    GalaServer Server,
    HttpClient Organizer,
    HttpClient Coordinator,
    string School,
    string Classroom
)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<ProjectStage> Set(GalaServer server)
    {
        var organizer = await server.SignInOrganizer();
        var school = await organizer.MakeSchool();
        var coordinator = await server.MakeCoordinator(organizer, school);
        return new(server, organizer, coordinator, school, await coordinator.MakeClassroom(school));
    }

    public async Task<string> Submit(string title = "Robots")
    {
        using var made = await Coordinator.Post(
            $"/api/schools/{School}/projects",
            new { classroomId = Classroom, title }
        );
        var project = await made.Json(201);
        Assert.Equal("awaitingUpload", project.GetProperty("media").Text("state"));
        Assert.Equal("/api/uploads", project.Text("upload"));
        return project.Text("id");
    }

    public async Task<JsonElement> Project(string id)
    {
        using var got = await Coordinator.GetAsync($"/api/projects/{id}");
        return await got.Json(200);
    }

    public async Task<string> StateOf(string project) => (await Project(project)).GetProperty("media").Text("state");

    /// <summary>Asks again until it is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo, string what, TimeSpan? patience = null)
    {
        try
        {
            await Specs.Common.Eventually.Holds(isSo, patience ?? Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"still not: {what}");
        }
    }
}
