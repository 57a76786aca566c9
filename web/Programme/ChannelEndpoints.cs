using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Web.Programme;

/// <summary>A gala's channel, below a signed link: playlists, segments, poster.</summary>
internal static class ChannelEndpoints
{
    public static void MapChannel(this IEndpointRouteBuilder app)
    {
        var channel = app.MapGroup("/media/{token}/channel/{gala}").ExcludeFromDescription();
        channel.MapMethods("/{file}", [HttpMethods.Get, HttpMethods.Head], File);
        channel.MapMethods("/a/{asset}/{rendition}/{file}", [HttpMethods.Get, HttpMethods.Head], Segment);
    }

    private static async Task<IResult> File(
        string token,
        string gala,
        string file,
        MediaLinks links,
        ChannelNodes nodes,
        SegmentCache cache,
        HttpContext http
    )
    {
        if (await Find(token, gala, links, nodes) is not { } node)
        {
            return MediaFiles.NotFound(http);
        }
        if (file == MediaFiles.Poster)
        {
            return await MediaFiles.Blob(http, cache, node.Poster);
        }
        var playlist = file == MediaFiles.Master ? node.Master() : node.Playlist(file);
        return playlist is null ? MediaFiles.NotFound(http) : MediaFiles.Playlist(http, playlist);
    }

    private static async Task<IResult> Segment(
        string token,
        string gala,
        string asset,
        string rendition,
        string file,
        MediaLinks links,
        ChannelNodes nodes,
        ProjectMedia projects,
        SegmentCache cache,
        HttpContext http
    )
    {
        var node = await Find(token, gala, links, nodes);
        if (node?.FindAsset(asset) is not { } found)
        {
            return MediaFiles.NotFound(http);
        }
        // What was shown stays in the plan, so that the past keeps its numbers; whether it may be shown is asked apart.
        return found.Project is { } project && !await projects.MayShow(project, MediaUse.Live)
            ? MediaFiles.NotFound(http)
            : await MediaFiles.Blob(http, cache, MediaFiles.FindSegment(found.Asset, rendition, file));
    }

    private static Task<ChannelNode?> Find(string token, string gala, MediaLinks links, ChannelNodes nodes) =>
        links.TryRead(token, out var ticket)
        && ticket.Scope == MediaScope.Channel
        && TypedId.TryRead<GalaId>(gala, out var id)
        && id.Value == ticket.Id
            ? nodes.Find(id)
            : Task.FromResult<ChannelNode?>(null);
}
