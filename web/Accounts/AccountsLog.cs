namespace GalaPlatform.Web.Accounts;

internal static partial class AccountsLog
{
    [LoggerMessage(1700, LogLevel.Information, "The first organizer's account was made")]
    public static partial void OrganizerMade(this ILogger log);

    [LoggerMessage(1701, LogLevel.Warning, "Sign-in refused: {Code}")]
    public static partial void SignInRefused(this ILogger log, string code);

    [LoggerMessage(1702, LogLevel.Information, "Accounts are ready in {Provider}")]
    public static partial void DatabaseReady(this ILogger log, string? provider);
}
