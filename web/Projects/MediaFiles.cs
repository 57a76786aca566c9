using System.Globalization;
using GalaPlatform.Blobs;
using GalaPlatform.Projects;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// Which files an asset has, by exact name; a client's text is compared and never becomes part of a blob's name.
/// </summary>
internal static class MediaFiles
{
    public const string Master = "master.m3u8";
    public const string Poster = "poster.jpg";
    public const string ThumbnailTrack = "thumbnails.vtt";
    public const string ThumbnailSheet = "thumbnails.jpg";
    public const string WholeFile = "video.mp4";
    public const string VideoType = "video/mp4";
    public const string PlaylistType = "application/vnd.apple.mpegurl";
    private const string PlaylistEnd = ".m3u8";
    private const string KeptForAGala = "private, max-age=3600, immutable";
    private const int SegmentDigits = 5;

    /// <summary>True if the file is the media playlist of a rendition.</summary>
    public static bool IsPlaylist(string rendition, string file) =>
        file.EndsWith(PlaylistEnd, StringComparison.Ordinal)
        && file.AsSpan(0, file.Length - PlaylistEnd.Length).SequenceEqual(rendition);

    /// <summary>The blob of an initialization or media segment, or null if the asset has no such file.</summary>
    public static string? FindSegment(MediaAsset asset, string rendition, string file)
    {
        var known = Array.Find(asset.Renditions, one => one.Name == rendition);
        if (known is null)
        {
            return null;
        }
        if (file == "init.mp4")
        {
            return asset.InitBlob(known.Name);
        }
        return
            file.Length == SegmentDigits + 4
            && file.EndsWith(".m4s", StringComparison.Ordinal)
            && int.TryParse(
                file.AsSpan(0, SegmentDigits),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number < asset.SegmentTicks.Length
            ? asset.SegmentBlob(known.Name, number)
            : null;
    }

    /// <summary>A playlist: never kept by anybody, because the right to it may end.</summary>
    public static IResult Playlist(HttpContext http, byte[] text)
    {
        Guard(http, "private, no-store");
        return TypedResults.Bytes(text, PlaylistType);
    }

    /// <summary>A list of thumbnails: as unchanging as their sheet.</summary>
    public static IResult Track(HttpContext http, string text)
    {
        Guard(http, KeptForAGala);
        return TypedResults.Text(text, "text/vtt");
    }

    /// <summary>A segment or picture: it never changes, so the browser may keep it as long as a gala lasts.</summary>
    public static async Task<IResult> Blob(HttpContext http, SegmentCache cache, string? blob)
    {
        if (blob is null || await cache.Get(blob) is not { } cached)
        {
            return NotFound(http);
        }
        Guard(http, KeptForAGala);
        var type = Path.GetExtension(blob) switch
        {
            ".jpg" => "image/jpeg",
            ".vtt" => CaptionWriter.MediaType,
            _ => VideoType,
        };
        return TypedResults.Bytes(cached.Bytes, type, enableRangeProcessing: true, entityTag: cached.Tag);
    }

    /// <summary>A video in one file, too large for memory: it comes from the store as it is read.</summary>
    public static async Task<IResult> Whole(HttpContext http, IBlobStore blobs, MediaAsset asset)
    {
        if (asset.File is null || await blobs.GetLength(asset.FileBlob, http.RequestAborted) is not { } length)
        {
            return NotFound(http);
        }
        Guard(http, KeptForAGala);
        var content = new BlobStream(blobs, asset.FileBlob, length);
        var tag = SegmentCache.TagOf(asset.FileBlob);
        return TypedResults.Stream(content, VideoType, entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>Wrong, forged, expired and withdrawn look alike.</summary>
    public static NotFound NotFound(HttpContext http)
    {
        Guard(http, "private, no-store");
        return TypedResults.NotFound();
    }

    private static void Guard(HttpContext http, string caching)
    {
        http.Response.Headers.CacheControl = caching;
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
