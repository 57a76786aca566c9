using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Galas;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Programme;

internal sealed record ProgrammeForm(IReadOnlyList<SessionForm?>? Sessions);

internal sealed record SessionForm(SessionKind? Kind, ProjectId? ProjectId, LocalText? Title, int? Seconds);

/// <summary>What the control room may command from outside; opening and closing belong to the gala's transitions.</summary>
internal enum ControlAction
{
    Next,
    Jump,
    Hold,
    Resume,
}

internal sealed record CueForm(ControlAction? Action, SessionId? SessionId);

/// <summary>The run of show, and the control room.</summary>
internal static class ProgrammeEndpoints
{
    public static void MapProgramme(this IEndpointRouteBuilder app)
    {
        var galas = app.MapApi("/galas/{gala:id}", "Programme");
        galas.MapPut("/programme", Write).Requires(GalaAction.WriteProgramme);
        galas.MapGet("/programme", Read).Requires(GalaAction.ReadGala);
        galas.MapPost("/cues", Cue).Requires(GalaAction.GiveCue);
    }

    private static async Task<Answer<ProgrammeView>> Write(
        GalaId gala,
        ProgrammeForm form,
        IfMatch ifMatch,
        ClientCommand sent,
        IGrainFactory grains
    ) =>
        Accept(form).Succeeded(out var items, out var refusal)
            ? (await grains.Programme(gala).SetProgramme(sent, items, ifMatch.Version)).Versioned(view => view.Version)
            : refusal;

    private static async Task<Answer<ProgrammeView>> Read(
        GalaId gala,
        HttpContext http,
        Access access,
        IGrainFactory grains
    )
    {
        // What is on air, and the time, change without the version: the tag is for writers alone.
        http.Response.Headers.CacheControl = "no-store";
        http.Request.Headers.IfNoneMatch = default;
        return (await access.Visible(http.User, gala, grains)).Refusal is { } refusal
            ? refusal
            : (await grains.Programme(gala).GetProgramme()).Versioned(view => view.Version);
    }

    private static async Task<Answer<CueTaken>> Cue(GalaId gala, CueForm form, ClientCommand sent, IGrainFactory grains)
    {
        if (form.Action is not { } action)
        {
            return CommonRefusals.Required with { Field = "action" };
        }
        if (action == ControlAction.Jump && form.SessionId is null)
        {
            return CommonRefusals.Required with { Field = "sessionId" };
        }
        var target = action == ControlAction.Jump ? form.SessionId : null;
        return await grains.Programme(gala).GiveCue(sent, CueOf(action), target);
    }

    private static CueAction CueOf(ControlAction action) =>
        action switch
        {
            ControlAction.Next => CueAction.Next,
            ControlAction.Jump => CueAction.Jump,
            ControlAction.Hold => CueAction.Hold,
            _ => CueAction.Resume,
        };

    private static Result<ProgrammeItem[]> Accept(ProgrammeForm form)
    {
        if (form.Sessions is not { } sessions)
        {
            return CommonRefusals.Required with { Field = "sessions" };
        }
        if (sessions.Count > ProgrammeLimits.MaxSessions)
        {
            return ProgrammeRefusals.TooManySessions;
        }
        var items = sessions.Select(Accept).ToArray();
        return items.FirstOrDefault(item => item.IsRefused)?.Refusal is { } refusal
            ? refusal
            : items.Select(item => item.Value!).ToArray();
    }

    private static Result<ProgrammeItem> Accept(SessionForm? session, int place)
    {
        if (session?.Kind is not { } kind)
        {
            return CommonRefusals.Required with { Field = $"sessions[{place}].kind" };
        }
        if (kind == SessionKind.Video || session.Title is null)
        {
            return new ProgrammeItem(kind, session.ProjectId, null, session.Seconds);
        }
        return Input
            .LocalLine(session.Title, $"sessions[{place}].title", Input.Title)
            .Map(title => new ProgrammeItem(kind, null, title, session.Seconds));
    }
}
