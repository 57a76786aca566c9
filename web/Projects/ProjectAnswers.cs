using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Schools;

namespace GalaPlatform.Web.Projects;

/// <summary>A project as clients see it.</summary>
internal sealed record ProjectAnswer(
    ProjectId Id,
    SchoolId SchoolId,
    ClassroomId ClassroomId,
    string Classroom,
    string Title,
    string? Description,
    int[] Competencies,
    string? Credits,
    MediaAnswer Media,
    ConsentAnswer? Consent,
    ReviewAnswer Review,
    string[] Captions,
    string Upload,
    long Version
)
{
    public static ProjectAnswer Of(ProjectView project) =>
        new(
            project.Id,
            project.School,
            project.Classroom,
            project.ClassroomName,
            project.Title,
            project.Description,
            project.Competencies,
            project.Credits,
            MediaAnswer.Of(project.Media),
            project.Consent is { } consent ? ConsentAnswer.Of(consent) : null,
            new ReviewAnswer(project.Review, project.ReviewReason),
            [.. project.Captions.Select(track => track.Language)],
            UploadEndpoints.Path,
            project.Version
        );
}

/// <summary>Where a project's video stands; the estimate is what is left of the step under way.</summary>
internal sealed record MediaAnswer(
    MediaState State,
    double Progress,
    TimeSpan? Estimate,
    bool CanPreview,
    MediaProblem? Problem,
    TimeSpan? Duration,
    Rendition[] Renditions,
    string? FileName,
    string? Upload
)
{
    public static MediaAnswer Of(MediaView media) =>
        new(
            media.State,
            media.Progress,
            media.Left,
            media.Preview is not null,
            media.Problem,
            media.Asset?.Duration,
            media.Asset?.Renditions ?? [],
            media.FileName,
            media.Upload is { } upload ? $"{UploadEndpoints.Path}/{upload}" : null
        );
}

/// <summary>What a school attested.</summary>
internal sealed record ConsentAnswer(string[] Uses, DateTimeOffset Until)
{
    private static readonly (ConsentUses Use, string Name)[] Names =
    [
        (ConsentUses.Live, "live"),
        (ConsentUses.Network, "network"),
        (ConsentUses.Public, "public"),
    ];

    public static ConsentAnswer Of(Consent consent) =>
        new([.. Names.Where(one => consent.Uses.HasFlag(one.Use)).Select(one => one.Name)], consent.Until);

    /// <summary>The uses by their names; none if one of them is unknown.</summary>
    public static ConsentUses Read(string[]? uses)
    {
        var read = ConsentUses.None;
        foreach (var name in uses ?? [])
        {
            var known = Array.Find(Names, one => one.Name == name).Use;
            if (known == ConsentUses.None)
            {
                return ConsentUses.None;
            }
            read |= known;
        }
        return read;
    }
}

/// <summary>A school's decision.</summary>
internal sealed record ReviewAnswer(ReviewDecision Decision, string? Reason);

/// <summary>What a player needs. A preview has no still picture, no thumbnails and no file, and is still growing.</summary>
internal sealed record PlaybackAnswer(
    string Hls,
    string? Poster,
    TimeSpan Duration,
    CaptionAnswer[] Captions,
    string? Thumbnails,
    FileAnswer? File,
    bool IsPreview
);

/// <summary>The video in one file (MP4), for whoever downloads instead of playing.</summary>
internal sealed record FileAnswer(string Url, long Bytes);

/// <summary>Captions in one language.</summary>
internal sealed record CaptionAnswer(string Lang, string Url);

/// <summary>A list's page.</summary>
internal sealed record ProjectPage(ProjectAnswer[] Items, string? Next);
