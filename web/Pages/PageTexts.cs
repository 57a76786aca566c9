using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using GalaPlatform.Common;

namespace GalaPlatform.Web.Pages;

/// <summary>
/// The words of the pages. Each feature has one <c>texts.json</c> with both languages, read here for what the server
/// renders and bundled for what the browser writes later, so a text is never kept twice.
/// </summary>
internal sealed class PageTexts(IHttpContextAccessor http)
{
    private static readonly FrozenDictionary<string, LocalText> All = Load(typeof(PageTexts).Assembly);

    public Language Language { get; } = http.HttpContext is { } context ? PageLanguage.Of(context) : Language.French;

    public string Lang => Language.Code();

    /// <summary>A text by feature and name, such as <c>live.title</c>.</summary>
    public string this[string key] =>
        All.TryGetValue(key, out var text)
            ? text.In(Language)
            : throw new KeyNotFoundException($"No text is named '{key}'.");

    /// <summary>A text with its blanks filled in.</summary>
    public string With(string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, this[key], values);

    internal static IReadOnlyDictionary<string, LocalText> Everything => All;

    private static FrozenDictionary<string, LocalText> Load(Assembly assembly) =>
        assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith("texts/", StringComparison.Ordinal))
            .SelectMany(name => LoadOne(assembly, name))
            .ToFrozenDictionary(text => text.Key, text => text.Value);

    private static IEnumerable<KeyValuePair<string, LocalText>> LoadOne(Assembly assembly, string name)
    {
        var feature = name["texts/".Length..].ToLowerInvariant();
        using var stream = assembly.GetManifestResourceStream(name)!;
        var texts = JsonSerializer.Deserialize<Dictionary<string, LocalText>>(stream, JsonSerializerOptions.Web)!;
        return texts.Select(text => KeyValuePair.Create($"{feature}.{text.Key}", text.Value));
    }
}
