using GalaPlatform.Galas;

namespace GalaPlatform.Web.Programme;

internal static partial class ProgrammeLog
{
    [LoggerMessage(
        1170,
        LogLevel.Warning,
        "The channel of gala {Gala} could not be asked for changes; the plan at hand is served"
    )]
    public static partial void ChannelNotRenewed(this ILogger log, Exception problem, GalaId gala);
}
