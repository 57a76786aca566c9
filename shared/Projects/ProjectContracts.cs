using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Schools;

namespace GalaPlatform.Projects;

/// <summary>Where a project's video stands.</summary>
public enum MediaState
{
    /// <summary>Nothing was sent yet.</summary>
    AwaitingUpload,

    /// <summary>An upload is under way.</summary>
    Uploading,

    /// <summary>The file is here, whole; it waits for its turn.</summary>
    Received,

    /// <summary>Being transcoded.</summary>
    Transcoding,

    /// <summary>Can be shown; read back after it was written.</summary>
    Ready,

    /// <summary>Cannot be used; <see cref="MediaView.Problem"/> says why.</summary>
    Failed,

    /// <summary>Was here, and is not found in the blob store any more.</summary>
    Missing,
}

/// <summary>What a school allows to be done with a project.</summary>
[Flags]
public enum ConsentUses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Shown in the gala.</summary>
    Live = 1,

    /// <summary>In playlists for participating schools.</summary>
    Network = 2,

    /// <summary>On public pages.</summary>
    Public = 4,
}

/// <summary>A school's decision on its project.</summary>
public enum ReviewDecision
{
    /// <summary>Nobody looked yet.</summary>
    Pending,

    /// <summary>May be used as far as consent goes.</summary>
    Approved,

    /// <summary>May not be used.</summary>
    Refused,
}

/// <summary>What a school gives to submit a project.</summary>
/// <param name="School">The school.</param>
/// <param name="Classroom">Its classroom.</param>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Competencies">Dimensions of Quebec's digital competency framework, 1 to 12, each once.</param>
/// <param name="Credits">Up to 1,000 characters; no pupil's full name belongs here.</param>
[GenerateSerializer, Immutable, Alias("project.new")]
public sealed record NewProject(
    [property: Id(0)] SchoolId School,
    [property: Id(1)] ClassroomId Classroom,
    [property: Id(2)] string Title,
    [property: Id(3)] string? Description,
    [property: Id(4)] int[] Competencies,
    [property: Id(5)] string? Credits
);

/// <summary>A change of a project's words; what is null stays.</summary>
/// <param name="Title">The new title.</param>
/// <param name="Description">The new description.</param>
/// <param name="Competencies">The new dimensions.</param>
/// <param name="Credits">The new credits.</param>
[GenerateSerializer, Immutable, Alias("project.change")]
public sealed record ProjectChange(
    [property: Id(0)] string? Title,
    [property: Id(1)] string? Description,
    [property: Id(2)] int[]? Competencies,
    [property: Id(3)] string? Credits
);

/// <summary>A school's attestation.</summary>
/// <param name="Uses">What is allowed.</param>
/// <param name="Until">UTC; when it ends.</param>
[GenerateSerializer, Immutable, Alias("project.consent")]
public sealed record Consent([property: Id(0)] ConsentUses Uses, [property: Id(1)] DateTimeOffset Until)
{
    /// <summary>True if every one of <paramref name="uses"/> is allowed at <paramref name="now"/>.</summary>
    public bool Allows(ConsentUses uses, DateTimeOffset now) => (Uses & uses) == uses && now < Until;
}

/// <summary>Why a video cannot be used, for a teacher.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Message">What happened and what to do.</param>
[GenerateSerializer, Immutable, Alias("media.problem")]
public sealed record MediaProblem([property: Id(0)] string Code, [property: Id(1)] LocalText Message);

/// <summary>A project's video.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Progress">0 to 1, of the step under way.</param>
/// <param name="Problem">Why it failed or is missing.</param>
/// <param name="Asset">What can be played, once ready; stays while a replacement is processed.</param>
/// <param name="FileName">What the school called its file; text only, never a path.</param>
/// <param name="Left">How long the step under way will still take, as far as is known.</param>
/// <param name="Preview">What can be played of a video that is being transcoded: its smallest rendition, as far as it goes.</param>
[GenerateSerializer, Immutable, Alias("media.view")]
public sealed record MediaView(
    [property: Id(0)] MediaState State,
    [property: Id(1)] double Progress,
    [property: Id(2)] MediaProblem? Problem,
    [property: Id(3)] MediaAsset? Asset,
    [property: Id(4)] string? FileName,
    [property: Id(5)] TimeSpan? Left = null,
    [property: Id(6)] MediaAsset? Preview = null
)
{
    /// <summary>The upload under way; null when there is none.</summary>
    [Id(7)]
    public UploadId? Upload { get; init; }
}

/// <summary>How far an attempt is. A hint for those who look; not stored.</summary>
/// <param name="Done">0 to 1.</param>
/// <param name="Left">How long it will still take, as far as is known.</param>
/// <param name="Preview">What can be played already.</param>
[GenerateSerializer, Immutable, Alias("media.attempt-progress")]
public sealed record AttemptProgress(
    [property: Id(0)] double Done,
    [property: Id(1)] TimeSpan? Left,
    [property: Id(2)] MediaAsset? Preview
)
{
    /// <summary>Nothing is known.</summary>
    public static readonly AttemptProgress None = new(0, null, null);
}

/// <summary>A project as the staff sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="School">Its school.</param>
/// <param name="Classroom">Its classroom.</param>
/// <param name="ClassroomName">Such as "6B".</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its description.</param>
/// <param name="Competencies">Dimensions, 1 to 12.</param>
/// <param name="Credits">Its credits.</param>
/// <param name="Media">Its video.</param>
/// <param name="Consent">The attestation in force, if any.</param>
/// <param name="Review">The school's decision.</param>
/// <param name="ReviewReason">Why, if refused.</param>
/// <param name="Version">The ETag.</param>
[GenerateSerializer, Immutable, Alias("project.view")]
public sealed record ProjectView(
    [property: Id(0)] ProjectId Id,
    [property: Id(1)] SchoolId School,
    [property: Id(2)] ClassroomId Classroom,
    [property: Id(3)] string ClassroomName,
    [property: Id(4)] string Title,
    [property: Id(5)] string? Description,
    [property: Id(6)] int[] Competencies,
    [property: Id(7)] string? Credits,
    [property: Id(8)] MediaView Media,
    [property: Id(9)] Consent? Consent,
    [property: Id(10)] ReviewDecision Review,
    [property: Id(11)] string? ReviewReason,
    [property: Id(12)] long Version
)
{
    /// <summary>Its captions, by language.</summary>
    [Id(13)]
    public CaptionTrack[] Captions { get; init; } = [];

    /// <summary>UTC; when it was submitted.</summary>
    [Id(14)]
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A file that arrived whole in the blob store.</summary>
/// <param name="Upload">The upload that brought it.</param>
/// <param name="Blob">Its blob name.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal, over the whole file.</param>
/// <param name="FileName">What the school called it.</param>
[GenerateSerializer, Immutable, Alias("media.original")]
public sealed record OriginalVideo(
    [property: Id(0)] UploadId Upload,
    [property: Id(1)] string Blob,
    [property: Id(2)] long Length,
    [property: Id(3)] string Sha256,
    [property: Id(4)] string FileName
);
