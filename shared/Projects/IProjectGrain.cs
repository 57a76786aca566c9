using GalaPlatform.Common;
using GalaPlatform.Schools;

namespace GalaPlatform.Projects;

/// <summary>One submitted project. Key: <see cref="ProjectId"/>.</summary>
[Alias("gala.IProjectGrain")]
public interface IProjectGrain : IGrainWithGuidKey
{
    /// <summary>Brings the project into being. The classroom must be the school's.</summary>
    [Alias("create")]
    Task<Result<ProjectView>> Create(Command command, NewProject project);

    /// <summary>The project, or <c>not-found</c>.</summary>
    [Alias("get")]
    Task<Result<ProjectView>> Get();

    /// <summary>Changes its words.</summary>
    [Alias("change")]
    Task<Result<ProjectView>> Change(Command command, ProjectChange change, long? ifVersion);

    /// <summary>Keeps captions that are in the blob store, in place of those in the same language. <c>captions-too-many-languages</c>.</summary>
    [Alias("keep-captions")]
    Task<Result<ProjectView>> KeepCaptions(Command command, CaptionTrack captions);

    /// <summary>Takes captions away. Taking away what is not there does nothing.</summary>
    [Alias("remove-captions")]
    Task<Result<ProjectView>> RemoveCaptions(Command command, string language);

    /// <summary>Takes the project away, with its video.</summary>
    [Alias("delete")]
    Task<Result<Done>> Delete(Command command);

    /// <summary>The school attests consent for some uses until a date in the future.</summary>
    [Alias("attest")]
    Task<Result<ProjectView>> AttestConsent(Command command, Consent consent);

    /// <summary>The school withdraws its consent.</summary>
    [Alias("withdraw")]
    Task<Result<ProjectView>> WithdrawConsent(Command command);

    /// <summary>The school approves or refuses the project.</summary>
    [Alias("review")]
    Task<Result<ProjectView>> Review(Command command, ReviewDecision decision, string? reason);

    /// <summary>An upload of this project's video begins. A newer upload takes the place of an older unfinished one.</summary>
    [Alias("begin-upload")]
    Task<Result<Done>> BeginUpload(Command command, UploadId upload, long length, string fileName);

    /// <summary>The upload was given up.</summary>
    [Alias("drop-upload")]
    Task<Result<Done>> DropUpload(Command command, UploadId upload);

    /// <summary>The file is whole in the blob store: it joins the queue for transcoding.</summary>
    [Alias("receive")]
    Task<Result<Done>> Receive(Command command, OriginalVideo original);

    /// <summary>A worker begins an attempt. <c>lease-lost</c> if a later attempt began already.</summary>
    /// <param name="command">Who, and which command.</param>
    /// <param name="attempt">The lease's fencing number: 1, 2, 3… over the life of the project.</param>
    [Alias("start-attempt")]
    Task<Result<OriginalVideo>> StartAttempt(Command command, int attempt);

    /// <summary>How far the attempt is. Not stored; a hint for those who look.</summary>
    [OneWay, Alias("attempt-progress")]
    Task ReportProgress(int attempt, AttemptProgress progress);

    /// <summary>The attempt could not be made for want of something that will be there again: the video waits, and it counts as no attempt.</summary>
    [Alias("postpone")]
    Task<Result<Done>> PostponeAttempt(Command command, int attempt, MediaProblem problem);

    /// <summary>The attempt's segments are written and were read back: the project becomes ready by this one step.</summary>
    [Alias("complete")]
    Task<Result<Done>> CompleteAttempt(Command command, int attempt, MediaAsset asset);

    /// <summary>The attempt failed for good.</summary>
    [Alias("fail")]
    Task<Result<Done>> FailAttempt(Command command, int attempt, MediaProblem problem);

    /// <summary>Blobs of a ready video are not found in the store any more. Another video by now changes nothing.</summary>
    /// <param name="command">Who, and which command.</param>
    /// <param name="prefix">The prefix of the video that was looked for.</param>
    [Alias("missing")]
    Task<Result<Done>> ReportMissing(Command command, string prefix);

    /// <summary>Tries a failed or missing video again.</summary>
    [Alias("retry")]
    Task<Result<ProjectView>> RetryTranscoding(Command command);
}

/// <summary>Lists of projects. A stateless worker; key 0.</summary>
[Alias("gala.IProjectDirectoryGrain")]
public interface IProjectDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>A school's projects, the oldest first.</summary>
    [Alias("of-school")]
    Task<Page<ProjectView>> OfSchool(SchoolId school, PageRequest page);

    /// <summary>The school's playlist: approved, ready projects with consent for <paramref name="uses"/> now, in programme order, then by age.</summary>
    [Alias("playlist")]
    Task<Result<SchoolPlaylist>> Playlist(SchoolId school, ConsentUses uses);

    /// <summary>What the school's files take, and what they may.</summary>
    [Alias("storage")]
    Task<SchoolStorage> Storage(SchoolId school);
}

/// <summary>A school's space for files as they were sent; what is made of them does not count.</summary>
/// <param name="UsedBytes">Videos that arrived, and uploads under way by their declared length.</param>
/// <param name="AllowedBytes">The most that they may take together.</param>
[GenerateSerializer, Immutable, Alias("school.storage")]
public sealed record SchoolStorage([property: Id(0)] long UsedBytes, [property: Id(1)] long AllowedBytes);

/// <summary>A school's playlist, kept by itself.</summary>
/// <param name="School">The school.</param>
/// <param name="Name">Its name.</param>
/// <param name="Items">In order.</param>
[GenerateSerializer, Immutable, Alias("playlist")]
public sealed record SchoolPlaylist(
    [property: Id(0)] SchoolId School,
    [property: Id(1)] string Name,
    [property: Id(2)] ProjectView[] Items
);
