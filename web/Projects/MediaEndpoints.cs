using System.Text;
using GalaPlatform.Programme;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>The files of one project's video, below a signed link.</summary>
internal static class MediaEndpoints
{
    public static void MapProjectMedia(this IEndpointRouteBuilder app)
    {
        var media = app.MapGroup("/media/{token}/projects/{project}/{attempt}").ExcludeFromDescription();
        media.MapMethods("/{file}", [HttpMethods.Get, HttpMethods.Head], File);
        media.MapMethods("/{rendition}/{file}", [HttpMethods.Get, HttpMethods.Head], Segment);
    }

    private static async Task<IResult> File(
        string token,
        string project,
        string attempt,
        string file,
        MediaLinks links,
        ProjectMedia projects,
        SegmentCache cache,
        HttpContext http
    )
    {
        if (await Find(token, project, attempt, links, projects) is not { } asset)
        {
            return MediaFiles.NotFound(http);
        }
        if (file == MediaFiles.Master)
        {
            return MediaFiles.Playlist(http, Encoding.UTF8.GetBytes(HlsPlaylists.Multivariant(asset.Renditions)));
        }
        if (MediaFiles.TryFindPlaylist(asset.Renditions, file, out var rendition))
        {
            return MediaFiles.Playlist(http, Encoding.UTF8.GetBytes(HlsPlaylists.Video(asset, rendition.Name, ".")));
        }
        return await MediaFiles.Blob(http, cache, file == MediaFiles.Poster ? asset.PosterBlob : null);
    }

    private static async Task<IResult> Segment(
        string token,
        string project,
        string attempt,
        string rendition,
        string file,
        MediaLinks links,
        ProjectMedia projects,
        SegmentCache cache,
        HttpContext http
    ) =>
        await Find(token, project, attempt, links, projects) is { } asset
            ? await MediaFiles.Blob(http, cache, MediaFiles.FindSegment(asset, rendition, file))
            : MediaFiles.NotFound(http);

    private static async Task<MediaAsset?> Find(
        string token,
        string project,
        string attempt,
        MediaLinks links,
        ProjectMedia projects
    )
    {
        if (
            !links.TryRead(token, out var ticket)
            || ticket.Scope != MediaScope.Project
            || new ProjectId(ticket.Id).ToString() != project
        )
        {
            return null;
        }
        return await projects.Find(ticket, attempt);
    }
}
