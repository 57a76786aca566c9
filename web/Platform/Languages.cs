using GalaPlatform.Common;

namespace GalaPlatform.Web.Platform;

/// <summary>Which language a request is answered in: <c>?lang=</c>, then the browser's, then French.</summary>
internal static class Languages
{
    private static readonly object Key = new();

    public static Language Language(this HttpContext http)
    {
        if (http.Items[Key] is Language known)
        {
            return known;
        }
        var language =
            Named(http.Request.Query["lang"]) ?? Accepted(http.Request) ?? GalaPlatform.Common.Language.French;
        http.Items[Key] = language;
        return language;
    }

    public static string Tag(this Language language) => language == GalaPlatform.Common.Language.English ? "en" : "fr";

    private static Language? Accepted(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1)
            .Where(accepted => accepted.Quality is not 0)
            .Select(accepted => Named(accepted.Value.Value))
            .FirstOrDefault(language => language is not null);

    private static Language? Named(string? tag) =>
        tag is null ? null
        : Is(tag, "fr") ? GalaPlatform.Common.Language.French
        : Is(tag, "en") ? GalaPlatform.Common.Language.English
        : null;

    private static bool Is(string tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == 2 || tag[2] == '-');
}
