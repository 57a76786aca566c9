using GalaPlatform.Galas;

namespace GalaPlatform.Web.Room;

internal static partial class RoomLogging
{
    [LoggerMessage(
        1550,
        LogLevel.Information,
        "{Count} connections of gala {Gala} took nothing for too long and were ended"
    )]
    public static partial void StuckConnectionsEnded(this ILogger log, GalaId gala, int count);

    [LoggerMessage(1551, LogLevel.Warning, "The room of gala {Gala} does not answer")]
    public static partial void RoomOutOfReach(this ILogger log, Exception problem, GalaId gala);

    [LoggerMessage(1552, LogLevel.Error, "Looking after the rooms failed")]
    public static partial void HousekeepingFailed(this ILogger log, Exception problem);

    [LoggerMessage(1553, LogLevel.Warning, "A call of the hub failed: {Method}")]
    public static partial void HubCallFailed(this ILogger log, Exception problem, string method);
}
