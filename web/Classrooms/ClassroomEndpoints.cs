using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Classrooms;

internal sealed record ClassroomForm(string? Name, int? Headcount);

internal sealed record ClassroomAnswer(
    ClassroomId Id,
    SchoolId SchoolId,
    string SchoolName,
    string Name,
    int Headcount,
    long Version
)
{
    public static ClassroomAnswer Of(ClassroomView room) =>
        new(room.Id, room.School, room.SchoolName, room.Name, room.Headcount, room.Version);
}

internal sealed record CodeForm(GalaId? GalaId);

/// <summary>A school's classrooms and their codes.</summary>
internal static class ClassroomEndpoints
{
    public static IServiceCollection AddClassrooms(this IServiceCollection services) =>
        services.AddSingleton<JoinDoor>();

    public static void MapClassrooms(this IEndpointRouteBuilder app)
    {
        var school = app.MapApi("/schools/{school:id}/classrooms", "Classrooms");
        school.MapPost("/", Create).Requires(GalaAction.CreateClassroom);
        school.MapGet("/", List).Requires(GalaAction.ReadSchool);
        var classroom = app.MapApi("/classrooms/{classroom:id}", "Classrooms");
        classroom.MapGet("/", Get).Requires(GalaAction.ReadClassroom);
        classroom.MapPost("/code", NewCode).Requires(GalaAction.MakeClassCode);
        app.MapJoin();
    }

    private static async Task<Created<ClassroomAnswer>> Create(
        SchoolId school,
        ClassroomForm form,
        ClientCommand sent,
        IGrainFactory grains,
        TimeProvider clock
    )
    {
        if (!Input.Line(form.Name, "name", Input.ClassroomName).Succeeded(out var name, out var refusal))
        {
            return refusal;
        }
        if (form.Headcount is not (>= 1 and <= 500))
        {
            return ClassroomRefusals.BadHeadcount;
        }
        var id = sent.NewId<ClassroomId>($"classroom.create {school}", clock);
        var created = await grains.Classroom(id).Create(sent, school, name, form.Headcount.Value);
        return created.Map(ClassroomAnswer.Of).At(room => $"/api/classrooms/{room.Id}", room => room.Version);
    }

    private static async Task<Answer<Page<ClassroomAnswer>>> List(SchoolId school, Paging paging, IGrainFactory grains)
    {
        if ((await grains.School(school).Get()).Refusal is { } unknown)
        {
            return unknown;
        }
        var page = await grains.SchoolDirectory().Classrooms(school, paging.Request);
        return new Page<ClassroomAnswer>([.. page.Items.Select(ClassroomAnswer.Of)], page.Next);
    }

    private static async Task<Answer<ClassroomAnswer>> Get(ClassroomId classroom, IGrainFactory grains) =>
        (await grains.Classroom(classroom).Get()).Map(ClassroomAnswer.Of).Versioned(room => room.Version);

    // A form without a body is a wish without a gala.
    private static async Task<Answer<ClassCode>> NewCode(
        ClassroomId classroom,
        ClientCommand sent,
        IGrainFactory grains,
        HttpContext http,
        CodeForm? form = null
    )
    {
        var code = await grains.Classroom(classroom).NewCode(sent, form?.GalaId);
        http.Response.Headers.CacheControl = "no-store";
        return code;
    }
}
