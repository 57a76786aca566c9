using GalaPlatform.Common;
using QualityValue = Microsoft.Net.Http.Headers.StringWithQualityHeaderValue;

namespace GalaPlatform.Web.Pages;

/// <summary>Which language a page is in: the address, else the cookie, else the browser's wish, else French.</summary>
internal static class PageLanguage
{
    public const string Cookie = "gala-lang";

    public static Language Of(HttpContext http) =>
        Read(http.Request.Query["lang"])
        ?? Read(http.Request.Cookies[Cookie])
        ?? Wished(http.Request.Headers.AcceptLanguage);

    public static string Code(this Language language) => language == Language.English ? "en" : "fr";

    /// <summary>Keeps a choice made in the address, so that the pages after it need not repeat it.</summary>
    public static void Remember(HttpContext http)
    {
        if (Read(http.Request.Query["lang"]) is { } chosen)
        {
            var options = new CookieOptions
            {
                Path = "/",
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                HttpOnly = true,
                IsEssential = true,
            };
            http.Response.Cookies.Append(Cookie, chosen.Code(), options);
        }
    }

    private static Language? Read(string? code) =>
        code switch
        {
            "fr" => Language.French,
            "en" => Language.English,
            _ => null,
        };

    private static Language Wished(IList<string?> header) =>
        QualityValue.TryParseList(header!, out var wishes)
            ? wishes
                .OrderByDescending(wish => wish.Quality ?? 1)
                .Select(wish => Read(wish.Value.Length >= 2 ? wish.Value.Substring(0, 2).ToLowerInvariant() : null))
                .FirstOrDefault(language => language is not null)
                ?? Language.French
            : Language.French;
}
