using GalaPlatform.Galas;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Room;

internal static partial class RoomLogging
{
    [LoggerMessage(1500, LogLevel.Debug, "A message in gala {Gala} was refused with {Code}")]
    public static partial void MessageRefused(this ILogger log, GalaId gala, string code);

    [LoggerMessage(
        1501,
        LogLevel.Warning,
        "A commit of {Count} requests to the room of gala {Gala} failed; nothing of it took effect"
    )]
    public static partial void CommitFailed(this ILogger log, Exception problem, GalaId gala, int count);

    [LoggerMessage(
        1502,
        LogLevel.Warning,
        "The reactions of gala {Gala} could not be stored; they are kept for the next attempt"
    )]
    public static partial void ReactionsDelayed(this ILogger log, GalaId gala);
}
