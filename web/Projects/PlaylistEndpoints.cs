using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Projects;

/// <summary>A school's playlist.</summary>
internal sealed record PlaylistAnswer(PlaylistSchool School, PlaylistItem[] Items);

/// <summary>Whose playlist it is.</summary>
internal sealed record PlaylistSchool(SchoolId Id, string Name);

/// <summary>One video of a playlist.</summary>
internal sealed record PlaylistItem(
    ProjectId ProjectId,
    string Title,
    string? Description,
    string Classroom,
    TimeSpan Duration,
    string Hls,
    string Poster,
    CaptionAnswer[] Captions,
    DateTimeOffset SubmittedAt,
    FileAnswer? File
);

/// <summary>Each school's playlist, as this reader may see it, for pages, scripts and feed readers.</summary>
internal static class PlaylistEndpoints
{
    public static void MapPlaylists(this IEndpointRouteBuilder app)
    {
        var school = app.MapApi("/schools/{school:id}", "Projects");
        school.MapGet("/playlist", Json).Requires(GalaAction.ReadPlaylist);
        school.MapGet("/playlist.json", Json).Requires(GalaAction.ReadPlaylist).ExcludeFromDescription();
        school.MapGet("/playlist.rss", Rss).Requires(GalaAction.ReadPlaylist);
        school.MapGet("/playlist.m3u", M3u).Requires(GalaAction.ReadPlaylist);
    }

    private static async Task<Answer<PlaylistAnswer>> Json(SchoolId school, HttpContext http, PlaylistReader reader)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return await reader.Read(school, http);
    }

    private static Task<IResult> Rss(SchoolId school, HttpContext http, PlaylistReader reader)
    {
        var self = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        return File(school, http, reader, playlist => SchoolFeed.Write(playlist, self), SchoolFeed.ContentType);
    }

    private static Task<IResult> M3u(SchoolId school, HttpContext http, PlaylistReader reader) =>
        File(school, http, reader, SchoolList.Write, SchoolList.ContentType);

    private static async Task<IResult> File(
        SchoolId school,
        HttpContext http,
        PlaylistReader reader,
        Func<PlaylistAnswer, byte[]> write,
        string contentType
    )
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var read = await reader.Read(school, http);
        return read.Succeeded(out var playlist, out var refusal)
            ? TypedResults.Bytes(write(playlist), contentType)
            : refusal.ToResult();
    }
}

/// <summary>Puts a playlist together for one reader.</summary>
internal sealed class PlaylistReader(IGrainFactory grains, MediaLinks links)
{
    public async Task<Result<PlaylistAnswer>> Read(SchoolId school, HttpContext http)
    {
        var isKnown = PlaybackEndpoints.IsKnown(http.User);
        var read = await grains.ProjectDirectory().Playlist(school, isKnown ? ConsentUses.Network : ConsentUses.Public);
        if (!read.Succeeded(out var playlist, out var refusal))
        {
            return refusal;
        }
        var items = playlist.Items;
        if (isKnown)
        {
            // What everybody may see, the network may see too.
            var open = await grains.ProjectDirectory().Playlist(school, ConsentUses.Public);
            items = [.. items.Concat(open.Value?.Items ?? []).DistinctBy(project => project.Id)];
        }
        var use = isKnown ? MediaUse.Network : MediaUse.Public;
        return new PlaylistAnswer(
            new PlaylistSchool(playlist.School, playlist.Name),
            [
                .. items
                    .Where(project => project.Media.Asset is not null)
                    .Select(project => ItemOf(project, http.Request, use)),
            ]
        );
    }

    private PlaylistItem ItemOf(ProjectView project, HttpRequest request, MediaUse use)
    {
        var playback = links.Playback(request, project, project.Media.Asset!, use);
        return new PlaylistItem(
            project.Id,
            project.Title,
            project.Description,
            project.ClassroomName,
            playback.Duration,
            playback.Hls,
            playback.Poster!,
            playback.Captions,
            project.CreatedAt,
            playback.File
        );
    }
}
