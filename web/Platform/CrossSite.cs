namespace GalaPlatform.Web.Platform;

/// <summary>
/// Refuses what another site makes a browser do. A browser says where a request comes from; a script with a bearer
/// token is no browser acting unasked, and is let through.
/// </summary>
internal static class CrossSite
{
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
                IsGuarded(http.Request) && IsFromElsewhere(http.Request)
                    ? http.WriteProblem(EdgeRefusals.CrossSite)
                    : next(http)
        );

    // The hub is opened by GET, and a WebSocket is not bound by the same-origin rule.
    private static bool IsGuarded(HttpRequest request) =>
        request.Headers.Authorization.Count == 0
        && (
            request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
            || !(
                HttpMethods.IsGet(request.Method)
                || HttpMethods.IsHead(request.Method)
                || HttpMethods.IsOptions(request.Method)
            )
        );

    private static bool IsFromElsewhere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(
                Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, Authority(request), StringComparison.OrdinalIgnoreCase)
            );
    }

    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own)
            ? own.Authority
            : string.Empty;
}
