using System.Security.Claims;
using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Schools;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Web.Schools;

internal sealed record SchoolForm(string? Name);

/// <summary>A school, and how much room it has for videos.</summary>
internal sealed record SchoolAnswer(SchoolId Id, string Name, long Version, StorageAnswer Storage);

/// <summary>Bytes of videos as they were sent: kept, allowed together, and the most of one file.</summary>
internal sealed record StorageAnswer(long UsedBytes, long AllowedBytes, long MaxFileBytes);

internal sealed record MemberForm(string? Email, StaffRole? Role, string? Password, ClassroomId? ClassroomId);

internal sealed record MemberAnswer(
    AccountId AccountId,
    string Email,
    StaffRole Role,
    SchoolId SchoolId,
    ClassroomId? ClassroomId
);

/// <summary>Schools and their staff.</summary>
internal static class SchoolEndpoints
{
    public static void MapSchools(this IEndpointRouteBuilder app)
    {
        var schools = app.MapApi("/schools", "Schools");
        schools.MapPost("/", Create).Requires(GalaAction.CreateSchool);
        schools.MapGet("/", List).Requires(GalaAction.ListSchools);
        schools.MapGet("/{school:id}", Get).Requires(GalaAction.ReadSchool);
        schools.MapPost("/{school:id}/members", AddMember).Requires(GalaAction.AddTeacher);
    }

    private static async Task<Created<SchoolView>> Create(
        SchoolForm form,
        ClientCommand sent,
        IGrainFactory grains,
        TimeProvider clock
    )
    {
        if (!Input.Line(form.Name, "name", Input.Name).Succeeded(out var name, out var refusal))
        {
            return refusal;
        }
        var id = sent.NewId<SchoolId>("school.create", clock);
        return (await grains.School(id).Create(sent, name)).At(
            school => $"/api/schools/{school.Id}",
            school => school.Version
        );
    }

    private static async Task<Answer<Page<SchoolView>>> List(
        Paging paging,
        ClaimsPrincipal user,
        Access access,
        IGrainFactory grains
    )
    {
        var memberships = await access.MembershipsOf(user) ?? [];
        var all = memberships.Any(one => one.Role == StaffRole.Organizer);
        SchoolId[]? only = all ? null : [.. memberships.Select(one => one.School).OfType<SchoolId>().Distinct()];
        return await grains.SchoolDirectory().List(paging.Request, only);
    }

    // Without an ETag of its own: how full a school is changes while the school does not.
    private static async Task<Answer<SchoolAnswer>> Get(SchoolId school, IGrainFactory grains, UploadOptions uploads)
    {
        if (!(await grains.School(school).Get()).Succeeded(out var view, out var refusal))
        {
            return refusal;
        }
        var (used, allowed) = await grains.ProjectDirectory().Storage(school);
        var storage = new StorageAnswer(used, allowed, Math.Min(uploads.MaxBytes, allowed));
        return new SchoolAnswer(view.Id, view.Name, view.Version, storage);
    }

    private static async Task<Created<MemberAnswer>> AddMember(
        SchoolId school,
        MemberForm form,
        ClientCommand sent,
        ClaimsPrincipal user,
        Access access,
        StaffAccounts accounts,
        IGrainFactory grains
    )
    {
        if (form.Role is not (StaffRole.Coordinator or StaffRole.Teacher))
        {
            return SchoolRefusals.BadRole;
        }
        var role = form.Role.Value;
        var action = role == StaffRole.Coordinator ? GalaAction.AddCoordinator : GalaAction.AddTeacher;
        var refusal =
            (await access.Require(user, action, AccessScope.Of(school))).Refusal ?? await Unknown(school, form, grains);
        if (
            refusal is not null
            || !(await accounts.FindOrMake(form.Email, form.Password)).Succeeded(out var account, out refusal)
        )
        {
            return refusal!;
        }
        var classroom = role == StaffRole.Teacher ? form.ClassroomId : null;
        var added = await grains.School(school).AddMember(sent, account, role, classroom);
        return added
            .Map(_ => new MemberAnswer(account, form.Email!.Trim(), role, school, classroom))
            .At(_ => $"/api/schools/{school}/members");
    }

    // Asked before an account is made: a refused request must leave nothing behind.
    private static async Task<Refusal?> Unknown(SchoolId school, MemberForm form, IGrainFactory grains)
    {
        if ((await grains.School(school).Get()).Refusal is { } unknown)
        {
            return unknown;
        }
        if (form.Role != StaffRole.Teacher || form.ClassroomId is not { } classroom)
        {
            return null;
        }
        var room = await grains.Classroom(classroom).Get();
        return room.Value?.School == school ? null : CommonRefusals.NotFound with { Field = "classroomId" };
    }
}
