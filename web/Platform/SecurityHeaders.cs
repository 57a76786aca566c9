using Microsoft.Net.Http.Headers;

namespace GalaPlatform.Web.Platform;

/// <summary>What browsers are told to refuse on our behalf.</summary>
internal static class SecurityHeaders
{
    // hls.js runs its worker from a blob and feeds the player through one.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
        + "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(
                    static state =>
                    {
                        Write(((HttpContext)state).Response.Headers);
                        return Task.CompletedTask;
                    },
                    http
                );
                return next(http);
            }
        );

    private static void Write(IHeaderDictionary headers)
    {
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, Policy);
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
    }
}
