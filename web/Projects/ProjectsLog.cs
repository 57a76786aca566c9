using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

internal static partial class ProjectsLog
{
    [LoggerMessage(1470, LogLevel.Warning, "A block of {Blob} could not be stored")]
    public static partial void BlockNotStored(this ILogger log, Exception problem, string blob);

    [LoggerMessage(1471, LogLevel.Warning, "Upload {Upload} could not be committed; it can be asked for again")]
    public static partial void UploadNotCommitted(this ILogger log, Exception problem, UploadId upload);

    [LoggerMessage(1472, LogLevel.Information, "Upload {Upload} of project {Project} is whole: {Bytes} bytes")]
    public static partial void UploadDone(this ILogger log, UploadId upload, ProjectId project, long bytes);

    [LoggerMessage(1473, LogLevel.Warning, "Blob {Blob} is in the records and not in the store")]
    public static partial void BlobNotFound(this ILogger log, string blob);

    [LoggerMessage(1474, LogLevel.Warning, "Project {Project} could not be asked for; what was known of it goes on")]
    public static partial void ProjectNotAsked(this ILogger log, Exception problem, ProjectId project);
}
