using System.Security.Claims;
using System.Text;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Galas;

internal sealed record NewGalaForm(
    LocalText? Title,
    DateTimeOffset? StartsAt,
    string? TimeZone,
    LocalText? Description
);

internal sealed record InvitationForm(SchoolId? SchoolId);

internal sealed record ModeratorForm(string? Email, string? Password);

internal sealed record TransitionForm(GalaState? To);

/// <summary>A gala as its reader sees it: who moderates is for organizers alone.</summary>
internal sealed record GalaAnswer(
    GalaId Id,
    LocalText Title,
    LocalText? Description,
    GalaState State,
    DateTimeOffset StartsAt,
    string TimeZone,
    IReadOnlyList<SchoolId> Schools,
    IReadOnlyList<AccountId>? Moderators,
    long Version
)
{
    public static GalaAnswer Of(GalaView gala, bool isOrganizer) =>
        new(
            gala.Id,
            gala.Title,
            gala.Description,
            gala.State,
            gala.StartsAt,
            gala.TimeZone,
            gala.Schools,
            isOrganizer ? gala.Moderators : null,
            gala.Version
        );

    public static GalaAnswer ForOrganizer(GalaView gala) => Of(gala, true);
}

/// <summary>Galas: scheduling, announcing, inviting, moving along.</summary>
internal static class GalaEndpoints
{
    public static void MapGalas(this IEndpointRouteBuilder app)
    {
        var galas = app.MapApi("/galas", "Galas");
        galas.MapPost("/", Create).Requires(GalaAction.CreateGala);
        galas.MapGet("/", List).Requires(GalaAction.ReadGala);
        galas.MapGet("/{gala:id}", Get).Requires(GalaAction.ReadGala);
        galas.MapPatch("/{gala:id}", Change).Requires(GalaAction.EditGala);
        galas.MapPost("/{gala:id}/schools", Invite).Requires(GalaAction.InviteSchool);
        galas.MapPost("/{gala:id}/moderators", NameModerator).Requires(GalaAction.NameModerator);
        galas.MapPost("/{gala:id}/transitions", Move).Requires(GalaAction.MoveGala);
        galas
            .MapGet("/{gala:id}/calendar.ics", Calendar)
            .Requires(GalaAction.ReadGala)
            .Produces<string>(200, GalaCalendar.ContentType);
    }

    /// <summary>The gala if this reader may know of it: drafts are the organizers' own.</summary>
    public static async Task<Result<GalaView>> Visible(
        this Access access,
        ClaimsPrincipal user,
        GalaId id,
        IGrainFactory grains
    )
    {
        var found = await grains.Gala(id).Get();
        return found.Value is { State: GalaState.Draft } && !await IsOrganizer(access, user)
            ? CommonRefusals.NotFound
            : found;
    }

    private static async Task<Created<GalaAnswer>> Create(
        NewGalaForm form,
        ClientCommand sent,
        IGrainFactory grains,
        TimeProvider clock
    )
    {
        if (!GalaInput.Accept(form).Succeeded(out var gala, out var refusal))
        {
            return refusal;
        }
        var id = sent.NewId<GalaId>("gala.create", clock);
        var created = await grains.Gala(id).Create(sent, gala);
        return created.Map(GalaAnswer.ForOrganizer).At(one => $"/api/galas/{one.Id}", one => one.Version);
    }

    private static async Task<Answer<Page<GalaAnswer>>> List(
        Paging paging,
        ClaimsPrincipal user,
        Access access,
        IGrainFactory grains
    )
    {
        var isOrganizer = await IsOrganizer(access, user);
        var page = await grains.GalaDirectory().List(paging.Request, isOrganizer);
        return new Page<GalaAnswer>([.. page.Items.Select(gala => GalaAnswer.Of(gala, isOrganizer))], page.Next);
    }

    private static async Task<Answer<GalaAnswer>> Get(
        GalaId gala,
        ClaimsPrincipal user,
        Access access,
        IGrainFactory grains
    )
    {
        var isOrganizer = await IsOrganizer(access, user);
        var found = await access.Visible(user, gala, grains);
        return found.Map(view => GalaAnswer.Of(view, isOrganizer)).Versioned(view => view.Version);
    }

    private static async Task<Answer<GalaAnswer>> Change(
        GalaId gala,
        NewGalaForm form,
        IfMatch ifMatch,
        ClientCommand sent,
        IGrainFactory grains
    ) =>
        GalaInput.AcceptChange(form).Succeeded(out var change, out var refusal)
            ? Organizers(await grains.Gala(gala).Change(sent, change, ifMatch.Version))
            : refusal;

    private static async Task<Answer<GalaAnswer>> Invite(
        GalaId gala,
        InvitationForm form,
        ClientCommand sent,
        IGrainFactory grains
    )
    {
        if (form.SchoolId is not { } school)
        {
            return CommonRefusals.Required with { Field = "schoolId" };
        }
        var known = await grains.School(school).Get();
        return known.Refusal is { } refusal
            ? refusal with
            {
                Field = "schoolId",
            }
            : Organizers(await grains.Gala(gala).InviteSchool(sent, school));
    }

    private static async Task<Answer<GalaAnswer>> NameModerator(
        GalaId gala,
        ModeratorForm form,
        ClientCommand sent,
        StaffAccounts accounts,
        IGrainFactory grains
    )
    {
        if ((await grains.Gala(gala).Get()).Refusal is { } unknown)
        {
            return unknown;
        }
        return (await accounts.FindOrMake(form.Email, form.Password)).Succeeded(out var account, out var refusal)
            ? Organizers(await grains.Gala(gala).NameModerator(sent, account))
            : refusal;
    }

    private static async Task<Answer<GalaAnswer>> Move(
        GalaId gala,
        TransitionForm form,
        ClientCommand sent,
        IGrainFactory grains
    ) =>
        form.To is { } to
            ? Organizers(await grains.Gala(gala).Transition(sent, to))
            : CommonRefusals.Required with
            {
                Field = "to",
            };

    private static async Task<IResult> Calendar(
        GalaId gala,
        HttpContext http,
        Access access,
        IGrainFactory grains,
        TimeProvider clock
    ) =>
        (await access.Visible(http.User, gala, grains)).Succeeded(out var view, out var refusal)
            ? TypedResults.Text(
                GalaCalendar.Write(view, http.Language(), clock.GetUtcNow()),
                GalaCalendar.ContentType,
                Encoding.UTF8
            )
            : refusal.ToResult();

    private static Task<bool> IsOrganizer(Access access, ClaimsPrincipal user) =>
        access.May(user, GalaAction.ReadDraft, AccessScope.Network);

    private static Answer<GalaAnswer> Organizers(Result<GalaView> gala) =>
        gala.Map(GalaAnswer.ForOrganizer).Versioned(view => view.Version);
}
