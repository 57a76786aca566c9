using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GalaPlatform.Web.Platform;

/// <summary>What every request goes through, whatever its feature.</summary>
internal static class EdgeServices
{
    /// <summary>The most bytes of a request's body; uploads say their own limit at their endpoint.</summary>
    public const int MostBodyBytes = 64 * 1024;

    private const string DefaultUrls = "http://127.0.0.1:8080";
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(4);

    public static void AddEdge(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls(builder.Configuration["GALA_URLS"] is { Length: > 0 } urls ? urls : DefaultUrls);
        builder.WebHost.ConfigureKestrel(Limit);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopsWithin);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<Api.IdConstraint>("id"));
        services.ConfigureHttpJsonOptions(options => GalaJson.Configure(options.SerializerOptions));
        services.TryAddSingleton(TimeProvider.System);
        services.AddHealth();
        services.AddGalaOpenApi();
        TrustProxies(services, builder.Configuration["GALA_PROXIES"]);
    }

    public static void UseEdge(this WebApplication app)
    {
        if (app.Configuration["GALA_PROXIES"] is { Length: > 0 })
        {
            app.UseForwardedHeaders();
        }
        app.UseSecurityHeaders();
        app.UseErrorAnswers();
        app.UseCrossSiteGuard();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    // Off unless the operator names the proxies: whoever may write these headers may be anybody.
    private static void TrustProxies(IServiceCollection services, string? proxies)
    {
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (
                var proxy in (proxies ?? string.Empty).Split(
                    ',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            )
            {
                options.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
        });
    }
}
