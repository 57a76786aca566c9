using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Galas;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Moderation;

/// <summary>What a moderator may do to a room's pace.</summary>
internal enum PaceAction
{
    Slow,
    Pause,
    Open,
}

internal sealed record ModerationForm(PaceAction? Action, int? Seconds);

/// <summary>How fast a room may talk, and whether at all.</summary>
internal static class ModerationEndpoints
{
    public static void MapModeration(this IEndpointRouteBuilder app) =>
        app.MapApi("/galas/{gala:id}", "Moderation").MapPost("/moderation", Moderate).Requires(GalaAction.ModerateRoom);

    private static async Task<Answer<RoomSettings>> Moderate(
        GalaId gala,
        ModerationForm form,
        ClientCommand sent,
        IGrainFactory grains
    )
    {
        if (!ChangeOf(form).Succeeded(out var change, out var refusal))
        {
            return refusal;
        }
        if (!(await grains.Gala(gala).Get()).Succeeded(out var view, out refusal))
        {
            return refusal;
        }
        // Before and after the evening the doors decide.
        return view.State is GalaState.Lobby or GalaState.Live
            ? await grains.GetGrain<IRoomGrain>(gala.Value).ChangeSettings(sent, change)
            : RoomRefusals.Closed;
    }

    private static Result<RoomSettingsChange> ChangeOf(ModerationForm form) =>
        form switch
        {
            { Action: PaceAction.Slow, Seconds: { } seconds } => new RoomSettingsChange(SlowSeconds: seconds),
            { Action: PaceAction.Slow } => CommonRefusals.Required with { Field = "seconds" },
            { Action: { } action } => new RoomSettingsChange(Open: action == PaceAction.Open),
            _ => CommonRefusals.Required with { Field = "action" },
        };
}
