using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Projects;

/// <summary>Projects: submitting, reading, changing, consent, review.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder app)
    {
        var ofSchool = app.MapApi("/schools/{school:id}/projects", "Projects");
        ofSchool.MapPost("", Submit).Requires(GalaAction.SubmitProject);
        ofSchool.MapGet("", List).Requires(GalaAction.ReadProject);

        var project = app.MapApi("/projects/{project:id}", "Projects");
        project.MapGet("", Get).Requires(GalaAction.ReadProject);
        project.MapPatch("", Change).Requires(GalaAction.EditProject);
        project.MapDelete("", Delete).Requires(GalaAction.EditProject);
        project.MapPost("/consent", Attest).Requires(GalaAction.AttestConsent);
        project.MapDelete("/consent", Withdraw).Requires(GalaAction.AttestConsent);
        project.MapPost("/review", Review).Requires(GalaAction.ReviewProject);
        project.MapPost("/retry", Retry).Requires(GalaAction.RetryTranscoding);
    }

    private static async Task<Created<ProjectAnswer>> Submit(
        SchoolId school,
        NewProjectBody body,
        ClientCommand command,
        HttpContext http,
        Access access,
        IGrainFactory grains,
        TimeProvider clock
    )
    {
        if (!body.Read(school).Succeeded(out var wanted, out var refusal))
        {
            return refusal;
        }
        var may = await access.Require(http.User, GalaAction.SubmitProject, AccessScope.Of(school, wanted.Classroom));
        if (may.Refusal is { } no)
        {
            return no;
        }
        var created = await grains.Project(command.NewId<ProjectId>("project.create", clock)).Create(command, wanted);
        return created.Map(ProjectAnswer.Of).At(project => $"/api/projects/{project.Id}", project => project.Version);
    }

    private static async Task<Answer<ProjectPage>> List(
        SchoolId school,
        Paging paging,
        HttpContext http,
        Access access,
        IGrainFactory grains
    )
    {
        var memberships = await access.MembershipsOf(http.User) ?? [];
        var page = await grains.ProjectDirectory().OfSchool(school, paging.Request);
        // A teacher of one classroom reads its projects, not its neighbours'.
        var own = page.Items.Where(project =>
            !AccessRules
                .Decide(
                    AccessTable.Allowed(GalaAction.ReadProject),
                    memberships,
                    seat: null,
                    AccessScope.Of(project.School, project.Classroom)
                )
                .IsRefused
        );
        return new ProjectPage([.. own.Select(ProjectAnswer.Of)], page.Next);
    }

    private static async Task<Answer<ProjectAnswer>> Get(ProjectId project, IGrainFactory grains) =>
        Versioned(await grains.Project(project).Get());

    private static async Task<Answer<ProjectAnswer>> Change(
        ProjectId project,
        ProjectChangeBody body,
        ClientCommand command,
        IfMatch ifMatch,
        IGrainFactory grains
    ) =>
        body.Read().Succeeded(out var change, out var refusal)
            ? Versioned(await grains.Project(project).Change(command, change, ifMatch.Version))
            : refusal;

    private static async Task<Finished> Delete(ProjectId project, ClientCommand command, IGrainFactory grains) =>
        await grains.Project(project).Delete(command);

    private static async Task<Answer<ProjectAnswer>> Attest(
        ProjectId project,
        ConsentBody body,
        ClientCommand command,
        IGrainFactory grains
    ) =>
        body.Read().Succeeded(out var consent, out var refusal)
            ? Versioned(await grains.Project(project).AttestConsent(command, consent))
            : refusal;

    private static async Task<Answer<ProjectAnswer>> Withdraw(
        ProjectId project,
        ClientCommand command,
        IGrainFactory grains
    ) => Versioned(await grains.Project(project).WithdrawConsent(command));

    private static async Task<Answer<ProjectAnswer>> Review(
        ProjectId project,
        ReviewBody body,
        ClientCommand command,
        IGrainFactory grains
    )
    {
        var read = body.Read();
        return read.Refusal is { } refusal
            ? refusal
            : Versioned(await grains.Project(project).Review(command, read.Value.Decision, read.Value.Reason));
    }

    private static async Task<Answer<ProjectAnswer>> Retry(
        ProjectId project,
        ClientCommand command,
        IGrainFactory grains
    ) => Versioned(await grains.Project(project).RetryTranscoding(command));

    private static Answer<ProjectAnswer> Versioned(Result<ProjectView> project) =>
        project.Map(ProjectAnswer.Of).Versioned(answer => answer.Version);
}
