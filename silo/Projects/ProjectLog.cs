using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Projects;

internal static partial class ProjectLog
{
    [LoggerMessage(
        1400,
        LogLevel.Error,
        "Project {Project}: {Count} blobs of its video are not in the store any more, {Blob} among them"
    )]
    public static partial void BlobsLost(this ILogger log, Guid project, int count, string blob);

    [LoggerMessage(1401, LogLevel.Warning, "The blobs of the videos could not be looked for; tried again")]
    public static partial void BlobsNotLookedAt(this ILogger log, Exception problem);
}
