using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Transcoding;

internal static partial class TranscodingLog
{
    [LoggerMessage(
        2000,
        LogLevel.Error,
        "Videos wait: bubblewrap does not work here. Install it (Debian: apt-get install bubblewrap), or set Gala:Transcoding:AllowUnsandboxed to true"
    )]
    public static partial void NoSandbox(this ILogger log);

    [LoggerMessage(
        2001,
        LogLevel.Information,
        "Project {ProjectId}, attempt {Attempt}: transcoding {Seconds:0.0} s of video"
    )]
    public static partial void AttemptStarted(this ILogger log, Guid projectId, int attempt, double seconds);

    [LoggerMessage(2002, LogLevel.Information, "Project {ProjectId}, attempt {Attempt}: ready after {Seconds:0.0} s")]
    public static partial void AttemptCompleted(this ILogger log, Guid projectId, int attempt, double seconds);

    [LoggerMessage(2003, LogLevel.Information, "Project {ProjectId}, attempt {Attempt}: refused, {Code}")]
    public static partial void VideoRefused(this ILogger log, Guid projectId, int attempt, string code);

    [LoggerMessage(2004, LogLevel.Warning, "Project {ProjectId}, attempt {Attempt}: failed")]
    public static partial void AttemptFailed(this ILogger log, Exception problem, Guid projectId, int attempt);

    [LoggerMessage(2005, LogLevel.Warning, "Project {ProjectId}, attempt {Attempt}: another worker took over")]
    public static partial void LeaseLost(this ILogger log, Guid projectId, int attempt);

    [LoggerMessage(2006, LogLevel.Warning, "The queue of videos cannot be read for now")]
    public static partial void QueueUnavailable(this ILogger log, Exception problem);

    [LoggerMessage(2007, LogLevel.Information, "The slate is ready after {Seconds:0.0} s")]
    public static partial void SlateMade(this ILogger log, double seconds);

    [LoggerMessage(2008, LogLevel.Warning, "The slate could not be made; trying again later")]
    public static partial void SlateFailed(this ILogger log, Exception problem);

    [LoggerMessage(2010, LogLevel.Warning, "Attempt {Attempt}: how far it is could not be told")]
    public static partial void ProgressNotReported(this ILogger log, Exception problem, int attempt);

    [LoggerMessage(2011, LogLevel.Information, "A picture that looked as if it could be copied is encoded: {Reason}")]
    public static partial void CopyNotUsed(this ILogger log, string reason);

    [LoggerMessage(2009, LogLevel.Debug, "ffmpeg said: {Errors}")]
    public static partial void ToolSaid(this ILogger log, string errors);
}
