using System.Text.Json.Nodes;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>A school, its coordinator, one class, and how the class is known.</summary>
internal sealed record SchoolDesk(string Id, string Name, Api Coordinator, string Classroom, string ClassName);

/// <summary>A small school network on the running product: two schools, three real videos, ready and approved.</summary>
public sealed class Network : IAsyncLifetime
{
    private static readonly (string Name, string Class, string Email)[] Plan =
    [
        ("École des Érables", "6B", "coordination@erables.example"),
        ("École du Fleuve", "5A", "coordination@fleuve.example"),
    ];

    // Two very short ones first, so that a gala has joints early; then half a minute to watch.
    private static readonly (string File, int Seconds)[] Recordings =
    [
        ("student.mkv", 2),
        ("school.mkv", 3),
        ("car-detection.mp4", 30),
    ];

    internal Product Product { get; } = new();

    internal Api Organizer { get; private set; } = null!;

    internal List<SchoolDesk> Schools { get; } = [];

    internal List<string> Projects { get; } = [];

    public async Task InitializeAsync()
    {
        await Product.Build();
        await Product.Start();
        Organizer = await new Api(Product.Address).SignIn(Product.OrganizerEmail, Product.Password);
        foreach (var (name, className, email) in Plan)
        {
            Schools.Add(await Open(name, className, email));
        }
        foreach (var (recording, index) in Recordings.Select((recording, index) => (recording, index)))
        {
            var file = await Repository.Clip(recording.File, recording.Seconds, Product.Data);
            Projects.Add(await Submit(Schools[index % 2], file, $"Projet {index + 1}"));
        }
        for (var index = 0; index < Projects.Count; index++)
        {
            await Approve(Schools[index % 2], Projects[index]);
        }
    }

    public async Task DisposeAsync() => await Product.DisposeAsync();

    /// <summary>A gala on air: its schools invited, its programme begun.</summary>
    internal async Task<string> GoLive(string title)
    {
        var startsAt = TimeProvider.System.GetUtcNow().AddHours(1);
        var asked = new
        {
            title = new { fr = title },
            startsAt,
            timeZone = "America/Toronto",
        };
        var gala = Api.Text(await Organizer.Post("/api/galas", asked), "id");
        foreach (var school in Schools)
        {
            await Organizer.Post($"/api/galas/{gala}/schools", new { schoolId = school.Id });
        }
        object[] videos = [.. Projects.Select(project => new { kind = "video", projectId = project })];
        var pause = new
        {
            kind = "slate",
            title = new { fr = "Une pause" },
            seconds = 4,
        };
        object[] sessions = [videos[0], videos[1], pause, videos[2], videos[1]];
        await Organizer.Put($"/api/galas/{gala}/programme", new { sessions });
        foreach (var to in new[] { "scheduled", "lobby", "live" })
        {
            await Organizer.Post($"/api/galas/{gala}/transitions", new { to });
        }
        return gala;
    }

    /// <summary>A fresh code of a school's class.</summary>
    internal static async Task<string> CodeOf(SchoolDesk school, string gala) =>
        Api.Text(
            await school.Coordinator.Post($"/api/classrooms/{school.Classroom}/code", new { galaId = gala }),
            "code"
        );

    /// <summary>A seat of a school's class, taken with a fresh code.</summary>
    internal async Task<Api> Join(SchoolDesk school, string gala)
    {
        using var door = new Api(Product.Address);
        var joined = await door.Post("/api/join", new { code = await CodeOf(school, gala), kind = "class" });
        Assert.Equal(school.ClassName, Name(joined["seat"]!["classroom"]!));
        return new Api(Product.Address, Api.Text(joined, "token"));
    }

    internal static async Task<string> CreateProject(SchoolDesk school, string title, string? key = null)
    {
        var asked = new
        {
            classroomId = school.Classroom,
            title,
            credits = "La classe",
        };
        var made = await school.Coordinator.Post($"/api/schools/{school.Id}/projects", asked, key);
        Assert.Equal("awaitingUpload", Api.Text(made["media"]!, "state"));
        return Api.Text(made, "id");
    }

    private async Task<SchoolDesk> Open(string name, string className, string email)
    {
        var school = Api.Text(await Organizer.Post("/api/schools", new { name }), "id");
        var member = new
        {
            email,
            role = "coordinator",
            password = Product.Password,
        };
        await Organizer.Post($"/api/schools/{school}/members", member);
        var coordinator = await new Api(Product.Address).SignIn(email, Product.Password);
        var asked = new { name = className, headcount = 24 };
        var classroom = Api.Text(await coordinator.Post($"/api/schools/{school}/classrooms", asked), "id");
        return new SchoolDesk(school, name, coordinator, classroom, className);
    }

    private static async Task<string> Submit(SchoolDesk school, string file, string title)
    {
        var project = await CreateProject(school, title);
        using var upload = new NodeClient("upload.mjs", school.Coordinator, project, file);
        await upload.Expect("tus-js-client sent the file", 60, told => told["done"] is not null);
        return project;
    }

    private async Task Approve(SchoolDesk school, string project)
    {
        JsonNode media = null!;
        await Until.True(
            "the video is ready",
            TimeSpan.FromMinutes(4),
            async () =>
            {
                media = (await school.Coordinator.Get($"/api/projects/{project}"))["media"]!;
                Assert.NotEqual("failed", Api.Text(media, "state"));
                return Api.Text(media, "state") == "ready";
            },
            () => media.ToJsonString() + Product.Output
        );
        var end = TimeProvider.System.GetUtcNow().AddDays(200);
        var consent = new { uses = new[] { "live", "network", "public" }, until = end };
        await school.Coordinator.Post($"/api/projects/{project}/consent", consent);
        await school.Coordinator.Post($"/api/projects/{project}/review", new { decision = "approve" });
    }

    private static string Name(JsonNode node) =>
        node is JsonObject described ? Api.Text(described, "name") : node.GetValue<string>();
}

/// <summary>The product is started once for all of these tests, and they run one after another.</summary>
[CollectionDefinition("network")]
public sealed class NetworkTests : ICollectionFixture<Network>;
