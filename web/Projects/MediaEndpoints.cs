using System.Text;
using GalaPlatform.Blobs;
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
        media.MapMethods("/captions/{file}", [HttpMethods.Get, HttpMethods.Head], Captions);
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
        IBlobStore blobs,
        HttpContext http
    )
    {
        if (await Find(token, project, attempt, links, projects) is not { } video)
        {
            return MediaFiles.NotFound(http);
        }
        var asset = video.Asset;
        if (file == MediaFiles.Master)
        {
            var master = HlsPlaylists.Multivariant(asset.Renditions, video.Captions);
            return MediaFiles.Playlist(http, Encoding.UTF8.GetBytes(master));
        }
        if (Array.Find(asset.Renditions, it => MediaFiles.IsPlaylist(it.Name, file)) is { } rendition)
        {
            var list = HlsPlaylists.Video(asset, rendition.Name, ".", isWhole: !video.IsPreview);
            return MediaFiles.Playlist(http, Encoding.UTF8.GetBytes(list));
        }
        if (file == MediaFiles.ThumbnailTrack && asset.Thumbnails is not null)
        {
            return MediaFiles.Track(http, ThumbnailTrack.Write(asset, MediaFiles.ThumbnailSheet));
        }
        return file == MediaFiles.WholeFile
            ? await MediaFiles.Whole(http, blobs, asset)
            : await MediaFiles.Blob(http, cache, Picture(video, file));
    }

    private static string? Picture(PlayableVideo video, string file) =>
        video.IsPreview ? null
        : file == MediaFiles.Poster ? video.Asset.PosterBlob
        : file == MediaFiles.ThumbnailSheet && video.Asset.Thumbnails is not null ? video.Asset.ThumbnailsBlob
        : null;

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
        await Find(token, project, attempt, links, projects) is { } video
            ? await MediaFiles.Blob(http, cache, MediaFiles.FindSegment(video.Asset, rendition, file))
            : MediaFiles.NotFound(http);

    private static async Task<IResult> Captions(
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
        var isPlaylist = file.EndsWith(HlsPlaylists.Extension, StringComparison.Ordinal);
        var words = isPlaylist ? Path.ChangeExtension(file, ".vtt") : file;
        var video = await Find(token, project, attempt, links, projects, found => TrackOf(found, words) is not null);
        if (video is null || TrackOf(video, words) is not { } track)
        {
            return MediaFiles.NotFound(http);
        }
        return isPlaylist
            ? MediaFiles.Playlist(http, Encoding.UTF8.GetBytes(HlsPlaylists.Captions(video.Asset, track)))
            : await MediaFiles.Blob(http, cache, track.Blob);
    }

    private static CaptionTrack? TrackOf(PlayableVideo video, string file) =>
        Array.Find(video.Captions, track => track.File == file);

    private static async Task<PlayableVideo?> Find(
        string token,
        string project,
        string attempt,
        MediaLinks links,
        ProjectMedia projects,
        Func<PlayableVideo, bool>? has = null
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
        return await projects.Find(ticket, attempt, has);
    }
}
