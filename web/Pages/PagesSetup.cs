using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

namespace GalaPlatform.Web.Pages;

/// <summary>The pages for people: rendered on the server, brought to life by the bundled scripts.</summary>
internal static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        // Accents as themselves, not as numbers: half of what the pages say is French.
        services.Configure<WebEncoderOptions>(encoder =>
            encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        services.AddSingleton<ClientAssets>();
        services.AddScoped<PageTexts>();
        return services;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/assets/{**path}", (string path, ClientAssets assets, HttpContext http) => assets.Serve(path, http))
            .ExcludeFromDescription()
            .AllowAnonymous();
        app.MapRazorComponents<App>()
            .DisableAntiforgery() // pages answer GET alone; what changes something goes through the API
            .AllowAnonymous()
            .Add(endpoint =>
            {
                var render = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = http =>
                {
                    Prepare(http);
                    return render(http);
                };
            });
        return app;
    }

    private static void Prepare(HttpContext http)
    {
        PageLanguage.Remember(http);
        var headers = http.Response.Headers;
        headers.ContentLanguage = PageLanguage.Of(http).Code();
        headers.CacheControl = "no-cache";
        headers.Vary = "Cookie, Accept-Language";
    }
}
