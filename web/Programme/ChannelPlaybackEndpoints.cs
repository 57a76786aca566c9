using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Web.Programme;

/// <summary>Where a gala's channel plays.</summary>
internal sealed record ChannelPlaybackAnswer(string? Hls, string? Poster, DateTimeOffset StartsAt, GalaState State);

/// <summary><c>GET /api/galas/{id}/playback</c>.</summary>
internal static class ChannelPlaybackEndpoints
{
    public static void MapChannelPlayback(this IEndpointRouteBuilder app) =>
        app.MapApi("/galas/{gala:id}", "Programme").MapGet("/playback", Get).Requires(GalaAction.WatchChannel);

    private static async Task<Answer<ChannelPlaybackAnswer>> Get(
        GalaId gala,
        HttpContext http,
        Access access,
        IGrainFactory grains,
        ChannelNodes nodes,
        MediaLinks links
    )
    {
        http.Response.Headers.CacheControl = "private, no-store";
        if (!(await grains.Gala(gala).Get()).Succeeded(out var found, out var refusal))
        {
            return refusal;
        }
        var seat = http.User.TryGetSeat(out var taken) ? taken : null;
        if (!MayWatch(found, await access.MembershipsOf(http.User) ?? [], seat))
        {
            return CommonRefusals.NotFound;
        }
        var node = await nodes.Find(gala);
        var folder = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{links.Channel(gala)}";
        return new ChannelPlaybackAnswer(
            node?.Master() is null ? null : folder + MediaFiles.Master,
            node?.Poster is null ? null : folder + MediaFiles.Poster,
            found.StartsAt,
            found.State
        );
    }

    /// <summary>Whose gala it is: organizers, its moderators, the people of invited schools, and seats of theirs.</summary>
    internal static bool MayWatch(GalaView gala, Membership[] memberships, SeatIdentity? seat)
    {
        if (memberships.Any(one => one.Role == StaffRole.Organizer))
        {
            return true;
        }
        var isInvited = memberships.Any(one =>
            one.Gala == gala.Id || (one.School is { } school && gala.Schools.Contains(school))
        );
        var mayJoin =
            seat is not null && gala.Schools.Contains(seat.School) && (seat.Gala is null || seat.Gala == gala.Id);
        return gala.State != GalaState.Draft && (isInvited || mayJoin);
    }
}
