namespace GalaPlatform.Projects;

/// <summary>One encoded size of a video.</summary>
/// <param name="Name">Such as <c>720p</c>; also its folder below the asset's prefix.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="PeakBitsPerSecond">Highest rate of any segment, picture and sound (HLS <c>BANDWIDTH</c>).</param>
/// <param name="AverageBitsPerSecond">Mean rate, picture and sound (HLS <c>AVERAGE-BANDWIDTH</c>).</param>
/// <param name="Codecs">RFC 6381, such as <c>avc1.4d401f,mp4a.40.2</c>.</param>
[GenerateSerializer, Immutable, Alias("media.rendition")]
public sealed record Rendition(
    [property: Id(0)] string Name,
    [property: Id(1)] int Width,
    [property: Id(2)] int Height,
    [property: Id(3)] int PeakBitsPerSecond,
    [property: Id(4)] int AverageBitsPerSecond,
    [property: Id(5)] string Codecs
);

/// <summary>Small pictures of a video on one sheet, row by row, evenly spaced in time.</summary>
/// <param name="IntervalTicks">Each picture stands for this long, in ticks of 100 ns; the last one for what is left.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Columns">How many in a row.</param>
/// <param name="Width">Of one, in pixels.</param>
/// <param name="Height">Of one, in pixels.</param>
[GenerateSerializer, Immutable, Alias("media.thumbnails")]
public sealed record Thumbnails(
    [property: Id(0)] long IntervalTicks,
    [property: Id(1)] int Count,
    [property: Id(2)] int Columns,
    [property: Id(3)] int Width,
    [property: Id(4)] int Height
);

/// <summary>One rendition once more, as a file of its own (MP4, its index in front): for readers of feeds, which download.</summary>
/// <param name="Rendition">Which one.</param>
/// <param name="Bytes">How long the file is.</param>
[GenerateSerializer, Immutable, Alias("media.file")]
public sealed record WholeFile([property: Id(0)] string Rendition, [property: Id(1)] long Bytes);

/// <summary>
/// A transcoded video: CMAF segments (ISO/IEC 23000-19) that are aligned over all renditions. Below <see cref="Prefix"/>
/// in the blob store each rendition has <c>{name}/init.mp4</c> and <c>{name}/{number:00000}.m4s</c>, numbered from 0;
/// beside them stand <c>poster.jpg</c> and, if there are such, <c>thumbnails.jpg</c> and <c>video.mp4</c>.
/// </summary>
/// <param name="Prefix">Blob prefix without a trailing slash, such as <c>projects/{project}/{attempt}</c>. Never overwritten.</param>
/// <param name="Renditions">Largest first; see <see cref="Ladder"/>.</param>
/// <param name="SegmentTicks">Each segment's length in ticks of 100 ns: 2 s, the last one what is left.</param>
/// <param name="Thumbnails">Small pictures to find a place by; null for videos from before there were any, and for the slate.</param>
/// <param name="File">The video in one file; null for videos from before there was one, for very long ones, and for the slate.</param>
[GenerateSerializer, Immutable, Alias("media.asset")]
public sealed record MediaAsset(
    [property: Id(0)] string Prefix,
    [property: Id(1)] Rendition[] Renditions,
    [property: Id(2)] long[] SegmentTicks,
    [property: Id(3)] Thumbnails? Thumbnails = null,
    [property: Id(4)] WholeFile? File = null
)
{
    /// <summary>The nominal length of a segment.</summary>
    public static readonly TimeSpan SegmentLength = TimeSpan.FromSeconds(2);

    /// <summary>The whole length.</summary>
    public TimeSpan Duration => new(SegmentTicks.Sum());

    /// <summary>Blob name of a rendition's initialization segment.</summary>
    public string InitBlob(string rendition) => $"{Prefix}/{rendition}/init.mp4";

    /// <summary>Blob name of a segment.</summary>
    public string SegmentBlob(string rendition, int number) => $"{Prefix}/{rendition}/{number:00000}.m4s";

    /// <summary>Blob name of the still picture that stands for the video.</summary>
    public string PosterBlob => $"{Prefix}/poster.jpg";

    /// <summary>Blob name of the sheet of thumbnails.</summary>
    public string ThumbnailsBlob => $"{Prefix}/thumbnails.jpg";

    /// <summary>Blob name of the video in one file.</summary>
    public string FileBlob => $"{Prefix}/video.mp4";

    /// <summary>Every blob that the video is made of.</summary>
    public IEnumerable<string> Blobs()
    {
        foreach (var rendition in Renditions)
        {
            yield return InitBlob(rendition.Name);
            for (var number = 0; number < SegmentTicks.Length; number++)
            {
                yield return SegmentBlob(rendition.Name, number);
            }
        }
        yield return PosterBlob;
        if (Thumbnails is not null)
        {
            yield return ThumbnailsBlob;
        }
        if (File is not null)
        {
            yield return FileBlob;
        }
    }
}
