using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Projects;

internal static partial class UploadLog
{
    [LoggerMessage(1450, LogLevel.Information, "Cleared {Count} uploads that nobody finished")]
    public static partial void UploadsExpired(this ILogger log, int count);

    [LoggerMessage(1451, LogLevel.Warning, "Could not clear unfinished uploads; will try again")]
    public static partial void SweepFailed(this ILogger log, Exception problem);
}
