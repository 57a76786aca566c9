using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(1800, LogLevel.Warning, "The database refused: {Code}")]
    public static partial void StoreFailed(this ILogger log, Exception problem, string code);

    [LoggerMessage(1801, LogLevel.Warning, "What is in memory of {Scope} is old; its activation ends")]
    public static partial void ActivationIsStale(this ILogger log, string scope);

    [LoggerMessage(
        1802,
        LogLevel.Warning,
        "Outbox message {Id} of kind {Kind} was not delivered; it waits for its next turn"
    )]
    public static partial void OutboxDelayed(this ILogger log, Exception? problem, long id, string kind);

    [LoggerMessage(1803, LogLevel.Error, "Outbox message {Id} of kind {Kind} was refused with {Code} and dropped")]
    public static partial void OutboxRefused(this ILogger log, long id, string kind, string code);
}
