using GalaPlatform.Classrooms;
using GalaPlatform.Projects;
using GalaPlatform.Schools;

namespace GalaPlatform.Silo.Projects;

/// <summary>A project as its grain knows it.</summary>
internal sealed record ProjectState(
    ProjectId Id,
    SchoolId School,
    ClassroomId Classroom,
    string ClassroomName,
    ProjectWords Words,
    ProjectMedia Media,
    Consent? Consent,
    ReviewDecision Review,
    string? ReviewReason,
    DateTimeOffset CreatedAt,
    long Version
)
{
    public CaptionTrack[] Captions { get; init; } = [];

    public ProjectView ToView(AttemptProgress progress) =>
        new(
            Id,
            School,
            Classroom,
            ClassroomName,
            Words.Title,
            Words.Description,
            Words.Competencies,
            Words.Credits,
            Media.ToView(progress),
            Consent,
            Review,
            ReviewReason,
            Version
        )
        {
            Captions = Captions,
            CreatedAt = CreatedAt,
        };
}

/// <summary>What a project says about itself.</summary>
internal sealed record ProjectWords(string Title, string? Description, int[] Competencies, string? Credits);

/// <summary>A project's video.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Problem">Why it failed or is missing.</param>
/// <param name="Asset">What can be played; stays while a replacement is under way.</param>
/// <param name="AssetOf">The upload that the asset was made from.</param>
/// <param name="Upload">The upload that counts: under way, or the last one that arrived.</param>
/// <param name="FileName">What the school called its file.</param>
/// <param name="Original">The file that arrived whole.</param>
/// <param name="Attempt">The highest attempt that began; only it may report.</param>
internal sealed record ProjectMedia(
    MediaState State,
    MediaProblem? Problem,
    MediaAsset? Asset,
    UploadId? AssetOf,
    UploadId? Upload,
    string? FileName,
    OriginalVideo? Original,
    int Attempt
)
{
    public static readonly ProjectMedia None = new(MediaState.AwaitingUpload, null, null, null, null, null, null, 0);

    public MediaView ToView(AttemptProgress progress) =>
        new(
            State,
            State == MediaState.Ready ? 1 : progress.Done,
            Problem,
            Asset,
            FileName,
            progress.Left,
            progress.Preview
        )
        {
            Upload = State == MediaState.Uploading ? Upload : null,
        };
}
