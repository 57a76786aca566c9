using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Projects;

/// <summary>
/// A video's way from upload to ready. The newest upload counts; an attempt reports under its number, and only the
/// highest number is heard, so that a worker that was thought dead changes nothing.
/// </summary>
internal static class MediaRules
{
    public static Result<ProjectMedia> BeginUpload(ProjectMedia media, UploadId upload, string fileName) =>
        media with
        {
            State = MediaState.Uploading,
            Problem = null,
            Upload = upload,
            FileName = fileName,
        };

    /// <summary>Back to what there was before: the video that plays, the file that waited, or nothing.</summary>
    public static Result<ProjectMedia> DropUpload(ProjectMedia media, UploadId upload) =>
        media.State != MediaState.Uploading || media.Upload != upload
            ? media
            : media with
            {
                State =
                    media.Original is null ? MediaState.AwaitingUpload
                    : HasAssetOfOriginal(media) ? MediaState.Ready
                    : MediaState.Received,
                Upload = media.Original?.Upload,
                FileName = media.Original?.FileName,
            };

    public static Result<ProjectMedia> Receive(ProjectMedia media, OriginalVideo original) =>
        media.Upload != original.Upload
            ? ProjectRefusals.UploadReplaced
            : media with
            {
                State = MediaState.Received,
                Problem = null,
                Original = original,
                FileName = original.FileName,
            };

    public static Result<ProjectMedia> StartAttempt(ProjectMedia media, int attempt) =>
        media.State is not (MediaState.Received or MediaState.Transcoding) || attempt <= media.Attempt
            ? ProjectRefusals.LeaseLost
            : media with
            {
                State = MediaState.Transcoding,
                Problem = null,
                Attempt = attempt,
            };

    public static Result<ProjectMedia> Complete(ProjectMedia media, int attempt, MediaAsset asset) =>
        IsUnderWay(media, attempt)
            ? media with
            {
                State = MediaState.Ready,
                Problem = null,
                Asset = asset,
                AssetOf = media.Original!.Upload,
            }
            : ProjectRefusals.LeaseLost;

    public static Result<ProjectMedia> Fail(ProjectMedia media, int attempt, MediaProblem problem) =>
        IsUnderWay(media, attempt)
            ? media with
            {
                State = problem == MediaProblems.OriginalMissing ? MediaState.Missing : MediaState.Failed,
                Problem = problem,
            }
            : ProjectRefusals.LeaseLost;

    /// <summary>Back into the queue, saying what it waits for.</summary>
    public static Result<ProjectMedia> Postpone(ProjectMedia media, int attempt, MediaProblem problem) =>
        IsUnderWay(media, attempt)
            ? media with
            {
                State = MediaState.Received,
                Problem = problem,
            }
            : ProjectRefusals.LeaseLost;

    public static Result<ProjectMedia> Miss(ProjectMedia media, string prefix) =>
        media.State != MediaState.Ready || media.Asset?.Prefix != prefix
            ? media
            : media with
            {
                State = MediaState.Missing,
                Problem = MediaProblems.VideoMissing,
            };

    public static Result<ProjectMedia> Retry(ProjectMedia media) =>
        media is { State: MediaState.Failed or MediaState.Missing, Original: not null }
            ? media with
            {
                State = MediaState.Received,
                Problem = null,
            }
            : ProjectRefusals.NothingToRetry;

    /// <summary>True if it waits for something that was not there at the last attempt.</summary>
    public static bool IsPostponed(ProjectMedia media) => media is { State: MediaState.Received, Problem: not null };

    /// <summary>True if the file waits for a worker, or is with one.</summary>
    public static bool NeedsJob(ProjectMedia media) => media.State is MediaState.Received or MediaState.Transcoding;

    private static bool HasAssetOfOriginal(ProjectMedia media) =>
        media.Asset is not null && media.AssetOf == media.Original?.Upload;

    private static bool IsUnderWay(ProjectMedia media, int attempt) =>
        media.State == MediaState.Transcoding && media.Attempt == attempt;
}
