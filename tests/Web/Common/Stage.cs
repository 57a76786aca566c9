using System.Globalization;
using System.Text.Json;

namespace GalaPlatform.Tests.Web.Common;

/// <summary>What most tests need before they begin: a school, its people, a classroom, a gala.</summary>
internal static class Stage
{
    public static async Task<string> MakeSchool(this HttpClient organizer, string name = "École des Érables")
    {
        using var made = await organizer.Post("/api/schools", new { name });
        return (await made.Json(201)).Text("id");
    }

    /// <summary>A coordinator's client.</summary>
    public static async Task<HttpClient> MakeCoordinator(this GalaServer server, HttpClient organizer, string school) =>
        await server.MakeMember(organizer, school, "coordinator");

    /// <summary>A client of a new member of a school's staff.</summary>
    public static async Task<HttpClient> MakeMember(
        this GalaServer server,
        HttpClient by,
        string school,
        string role,
        string? classroomId = null
    )
    {
        var email = $"{role}-{Guid.NewGuid():N}@example.org";
        using var added = await by.Post(
            $"/api/schools/{school}/members",
            new
            {
                email,
                role,
                password = GalaServer.Password,
                classroomId,
            }
        );
        await added.Json(201);
        return await server.SignIn(email);
    }

    public static async Task<string> MakeClassroom(this HttpClient coordinator, string school, string name = "6B")
    {
        using var made = await coordinator.Post($"/api/schools/{school}/classrooms", new { name, headcount = 28 });
        return (await made.Json(201)).Text("id");
    }

    public static async Task<string> MakeCode(this HttpClient coordinator, string classroom)
    {
        using var made = await coordinator.Post($"/api/classrooms/{classroom}/code", new { });
        return (await made.Json(200)).Text("code");
    }

    public static async Task<JsonElement> Join(this HttpClient client, string code, string kind = "class")
    {
        using var joined = await client.Post("/api/join", new { code, kind });
        return await joined.Json(200);
    }

    public static object GalaForm(DateTimeOffset? startsAt = null) =>
        new
        {
            title = new { fr = "Gala des mini-techs", en = "Mini-tech gala" },
            startsAt = (startsAt ?? TimeProvider.System.GetUtcNow().AddDays(30)).ToString(
                "O",
                CultureInfo.InvariantCulture
            ),
            timeZone = "America/Toronto",
        };

    public static async Task<string> MakeGala(this HttpClient organizer, DateTimeOffset? startsAt = null)
    {
        using var made = await organizer.Post("/api/galas", GalaForm(startsAt));
        return (await made.Json(201)).Text("id");
    }

    public static async Task Move(this HttpClient organizer, string gala, params string[] states)
    {
        foreach (var to in states)
        {
            using var moved = await organizer.Post($"/api/galas/{gala}/transitions", new { to });
            await moved.Json(200);
        }
    }
}
