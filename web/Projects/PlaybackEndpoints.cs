using System.Security.Claims;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Projects;

/// <summary>Where a project's video plays for this reader, in the right that this reader has.</summary>
internal static class PlaybackEndpoints
{
    public static void MapPlayback(this IEndpointRouteBuilder app) =>
        app.MapApi("/projects/{project:id}", "Projects").MapGet("/playback", Get).DecidesItself(GalaAction.ReadProject);

    private static async Task<Answer<PlaybackAnswer>> Get(
        ProjectId project,
        HttpContext http,
        Access access,
        IGrainFactory grains,
        MediaLinks links,
        TimeProvider clock
    )
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var found = (await grains.Project(project).Get()).Value;
        if (found is null || await RightOf(http.User, found, access, clock.GetUtcNow()) is not { } use)
        {
            return IsKnown(http.User) ? CommonRefusals.NotFound : AccountRefusals.NotSignedIn;
        }
        if (use == MediaUse.Staff && found.Media.Preview is { } preview)
        {
            return links.Preview(http.Request, found.Id, preview);
        }
        return found.Media.Asset is { } asset
            ? links.Playback(http.Request, found, asset, use)
            : ProgrammeRefusals.ProjectNotReady;
    }

    /// <summary>The address and the rest that a player needs; absolute, so that any player can open it as it is.</summary>
    public static PlaybackAnswer Playback(
        this MediaLinks links,
        HttpRequest request,
        ProjectView project,
        MediaAsset asset,
        MediaUse use
    )
    {
        var folder = Folder(links, request, project.Id, asset, use);
        return new PlaybackAnswer(
            folder + MediaFiles.Master,
            folder + MediaFiles.Poster,
            asset.Duration,
            [.. project.Captions.Select(track => new CaptionAnswer(track.Language, $"{folder}captions/{track.File}"))],
            asset.Thumbnails is null ? null : folder + MediaFiles.ThumbnailTrack,
            asset.File is { } file ? new FileAnswer(folder + MediaFiles.WholeFile, file.Bytes) : null,
            false
        );
    }

    private static PlaybackAnswer Preview(
        this MediaLinks links,
        HttpRequest request,
        ProjectId project,
        MediaAsset preview
    )
    {
        var folder = Folder(links, request, project, preview, MediaUse.Staff);
        return new PlaybackAnswer(folder + MediaFiles.Master, null, preview.Duration, [], null, null, true);
    }

    private static string Folder(
        MediaLinks links,
        HttpRequest request,
        ProjectId project,
        MediaAsset asset,
        MediaUse use
    ) => $"{request.Scheme}://{request.Host}{request.PathBase}{links.Video(project, asset, use)}";

    /// <summary>True for staff and seats: who takes part in the network.</summary>
    public static bool IsKnown(ClaimsPrincipal user) => user.TryGetAccount(out _) || user.TryGetSeat(out _);

    private static async Task<MediaUse?> RightOf(
        ClaimsPrincipal user,
        ProjectView project,
        Access access,
        DateTimeOffset now
    )
    {
        if (await access.May(user, GalaAction.ReadProject, AccessScope.Of(project.School, project.Classroom)))
        {
            return MediaUse.Staff;
        }
        var use = IsKnown(user) ? MediaUse.Network : MediaUse.Public;
        return MediaRights.Allow(project, use, now) ? use : null;
    }
}
