using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace GalaPlatform.Web.Pages;

/// <summary>
/// The bundled scripts, styles and pictures. They travel inside the assembly, so a page and its script are always
/// of the same build, wherever the server was started from.
/// </summary>
internal sealed class ClientAssets
{
    private const string Prefix = "assets/";
    private const string Compressed = ".br";
    private readonly FrozenDictionary<string, Asset> _assets;
    private readonly FrozenDictionary<string, Entry> _entries;

    public ClientAssets()
        : this(typeof(ClientAssets).Assembly) { }

    internal ClientAssets(Assembly assembly)
    {
        var files = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => Read(assembly, name));
        _assets = files
            .Where(file => !file.Key.EndsWith(Compressed, StringComparison.Ordinal))
            .ToFrozenDictionary(
                file => file.Key,
                file => new Asset(file.Value, files.GetValueOrDefault(file.Key + Compressed), TypeOf(file.Key))
            );
        _entries = files.TryGetValue("manifest.json", out var manifest)
            ? JsonSerializer
                .Deserialize<Dictionary<string, Entry>>(manifest, JsonSerializerOptions.Web)!
                .ToFrozenDictionary()
            : FrozenDictionary<string, Entry>.Empty;
    }

    /// <summary>The address of a source file's bundle, such as <c>src/pages/live.ts</c>.</summary>
    public string Address(string source) =>
        _entries.TryGetValue(source, out var entry)
            ? $"/{Prefix}{entry.File}"
            : throw new InvalidOperationException(
                $"The client was built without '{source}'. Build with npm, not with SkipClient."
            );

    /// <summary>What the bundle needs at once, so that the browser fetches it all in one go.</summary>
    public IEnumerable<string> Imports(string source) =>
        _entries.TryGetValue(source, out var entry)
            ? (entry.Imports ?? [])
                .SelectMany(import => Imports(import).Append($"/{Prefix}{_entries[import].File}"))
                .Distinct()
            : [];

    public IResult Serve(string path, HttpContext http)
    {
        if (!_assets.TryGetValue(path, out var asset))
        {
            return TypedResults.NotFound();
        }
        // Names carry a hash of what is inside; only the few files of fixed name may change.
        http.Response.Headers.CacheControl = IsHashed(path)
            ? "public, max-age=31536000, immutable"
            : "public, max-age=3600";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (asset.Brotli is not null && AcceptsBrotli(http.Request.Headers.AcceptEncoding))
        {
            http.Response.Headers.ContentEncoding = "br";
            return TypedResults.Bytes(asset.Brotli, asset.ContentType);
        }
        return TypedResults.Bytes(asset.Bytes, asset.ContentType);
    }

    private static bool AcceptsBrotli(StringValues accepted) =>
        accepted.Any(line =>
            line is not null
            && line.Split(',', StringSplitOptions.TrimEntries)
                .Any(coding => coding is "br" || coding.StartsWith("br;", StringComparison.Ordinal))
        );

    private static bool IsHashed(string path) => path.Contains('-', StringComparison.Ordinal);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".json" => "application/json",
            _ => "application/octet-stream",
        };

    private sealed record Entry(string File, string[]? Imports);

    private sealed record Asset(byte[] Bytes, byte[]? Brotli, string ContentType);
}
