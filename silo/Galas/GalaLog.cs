using GalaPlatform.Galas;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Galas;

internal static partial class GalaLog
{
    [LoggerMessage(1000, LogLevel.Warning, "The room of gala {Gala} has not heard the news yet; the outbox goes on")]
    public static partial void NewsIsLate(this ILogger log, GalaId gala);

    [LoggerMessage(1002, LogLevel.Information, "A node that watched the channel of gala {Gala} does not answer")]
    public static partial void WatcherIsGone(this ILogger log, Exception problem, GalaId gala);

    [LoggerMessage(1001, LogLevel.Warning, "The galas that are on air could not be woken; tried again")]
    public static partial void NotAwake(this ILogger log, Exception problem);
}
