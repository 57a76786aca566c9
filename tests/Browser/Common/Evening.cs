using System.Globalization;

namespace GalaPlatform.Tests.Browser.Common;

/// <summary>A gala that is ready to begin: two schools with a class each, a video of each, a programme.</summary>
internal sealed class Evening : IAsyncDisposable
{
    public const string Title = "Gala des mini-technos";
    public const string FirstVideo = "Des mathématiques en couleurs";
    public const string SecondVideo = "La station météo de la cour";
    public const string Slate = "À vos questions!";
    public const string CoordinatorEmail = "coordination@erables.example";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Platform _platform;
    private readonly string _clips = Directory.CreateTempSubdirectory("gala-clips-").FullName;

    private Evening(Platform platform, Api organizer) => (_platform, Organizer) = (platform, organizer);

    public string Address => _platform.Address;

    public Api Organizer { get; }

    public string GalaId { get; private set; } = "";

    public string Clip { get; private set; } = "";

    public School Maples { get; private set; } = null!;

    public School River { get; private set; } = null!;

    /// <param name="startsIn">Until the announced start.</param>
    public static async Task<Evening> Prepare(TimeSpan startsIn)
    {
        var platform = await Platform.Start();
        var evening = new Evening(platform, await Api.SignIn(platform.Address, Platform.OrganizerEmail));
        await evening.Fill(startsIn);
        return evening;
    }

    /// <summary>A fresh class code of a school's class.</summary>
    public static async Task<string> CodeOf(School school) =>
        (await school.Coordinator.Post($"/api/classrooms/{school.ClassroomId}/code", new { }))[
            "code"
        ]!.GetValue<string>();

    public async Task Move(params string[] states)
    {
        foreach (var to in states)
        {
            await Organizer.Post($"/api/galas/{GalaId}/transitions", new { to });
        }
    }

    public async ValueTask DisposeAsync()
    {
        Organizer.Dispose();
        Maples?.Coordinator.Dispose();
        River?.Coordinator.Dispose();
        await _platform.DisposeAsync();
        Directory.Delete(_clips, true);
    }

    private async Task Fill(TimeSpan startsIn)
    {
        Clip = await Clips.Make(_clips, "fractale.mp4", Clips.Fractal, 6);
        var other = await Clips.Make(_clips, "meteo.mp4", Clips.Colours, 4);
        Maples = await MakeSchool("École des Érables", CoordinatorEmail, "6B", 28);
        River = await MakeSchool("École du Fleuve", "coordination@fleuve.example", "5A", 23);
        var first = await Submit(Maples, FirstVideo, Clip);
        var second = await Submit(River, SecondVideo, other);
        await Accept(Maples, first);
        await Accept(River, second);
        var startsAt = TimeProvider.System.GetUtcNow().Add(startsIn).ToString("O", CultureInfo.InvariantCulture);
        var title = new { fr = Title, en = "Mini-tech gala" };
        GalaId = await Organizer.Make(
            "/api/galas",
            new
            {
                title,
                startsAt,
                timeZone = "America/Toronto",
            }
        );
        foreach (var school in new[] { Maples, River })
        {
            await Organizer.Post($"/api/galas/{GalaId}/schools", new { schoolId = school.Id });
        }
        object[] sessions =
        [
            new { kind = "video", projectId = first },
            new { kind = "video", projectId = second },
            new
            {
                kind = "slate",
                title = new { fr = Slate, en = "Your questions!" },
                seconds = 600,
            },
        ];
        await Organizer.Put($"/api/galas/{GalaId}/programme", new { sessions });
    }

    private async Task<School> MakeSchool(string name, string email, string classroom, int headcount)
    {
        var id = await Organizer.FoundSchool(name, email);
        var coordinator = await Api.SignIn(Address, email);
        var room = await coordinator.Make($"/api/schools/{id}/classrooms", new { name = classroom, headcount });
        return new School(id, name, room, classroom, coordinator);
    }

    private static async Task<string> Submit(School school, string title, string file)
    {
        var body = new { classroomId = school.ClassroomId, title };
        var id = await school.Coordinator.Make($"/api/schools/{school.Id}/projects", body);
        await school.Coordinator.Upload(id, file);
        return id;
    }

    private static async Task Accept(School school, string project)
    {
        await Until.True($"the video of {school.Name} is ready", Patience, () => IsReady(school.Coordinator, project));
        await Accept(school.Coordinator, project);
    }

    /// <summary>Approves a project that is ready, and attests every consent.</summary>
    public static async Task Accept(Api coordinator, string project)
    {
        var until = TimeProvider.System.GetUtcNow().AddDays(200).ToString("O", CultureInfo.InvariantCulture);
        string[] uses = ["live", "network", "public"];
        await coordinator.Post($"/api/projects/{project}/consent", new { uses, until });
        await coordinator.Post($"/api/projects/{project}/review", new { decision = "approve" });
    }

    /// <summary>True once a project's video is ready; fails if it never will be.</summary>
    public static async Task<bool> IsReady(Api coordinator, string project)
    {
        var media = (await coordinator.Get($"/api/projects/{project}"))["media"]!;
        var state = media["state"]!.GetValue<string>();
        Assert.True(state is not ("failed" or "missing"), media.ToJsonString());
        return state == "ready";
    }
}

/// <summary>A school, its class, and the person who answers for it.</summary>
internal sealed record School(string Id, string Name, string ClassroomId, string Classroom, Api Coordinator);
