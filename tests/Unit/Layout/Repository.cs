using System.Text.RegularExpressions;

namespace GalaPlatform.Tests.Unit.Layout;

/// <summary>A source file as a reader of the repository sees it.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The text without comments and without what stands in quotes: what is left is code.</summary>
    public string Code => Repository.Uncode.Replace(Text, match => match.Value.StartsWith('"') ? "\"\"" : string.Empty);

    public bool IsBelow(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);
}

/// <summary>The repository that these tests were built from.</summary>
internal static partial class Repository
{
    private static readonly string[] Ignored = ["bin", "obj", "node_modules", "wwwroot", "TestResults", ".git"];

    public static string Root { get; } = Find();

    public static IReadOnlyList<SourceFile> Sources { get; } =
    [.. Files("*.cs").Concat(Files("*.razor")).OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>The files of the product itself.</summary>
    public static IEnumerable<SourceFile> Product =>
        Sources.Where(file => file.IsBelow("shared") || file.IsBelow("silo") || file.IsBelow("web"));

    public static IEnumerable<SourceFile> Files(string pattern) =>
        new[] { "shared", "silo", "web", "tests", "infra" }
            .SelectMany(folder => Walk(Path.Combine(Root, folder), pattern))
            .Select(path => new SourceFile(
                Path.GetRelativePath(Root, path).Replace('\\', '/'),
                File.ReadAllText(path)
            ));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>
    /// Compares a page of infra/docs with what the code says. With GALA_WRITE_DOCS=1 in the environment it writes the
    /// page instead, for the commit that changed the code.
    /// </summary>
    public static void AssertPage(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable("GALA_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Root, path), expected);
        }
        Assert.True(
            Read(path) == expected,
            $"{path} does not say what the code says. Write it anew: GALA_WRITE_DOCS=1 infra/test Unit"
        );
    }

    [GeneratedRegex(
        """'(\\.|[^'\\\n])'|//[^\n]*|/\*.*?\*/|"{3}.*?"{3}|"(\\.|[^"\\\n])*"\s?""",
        RegexOptions.Singleline
    )]
    private static partial Regex CommentOrQuote();

    internal static Regex Uncode { get; } = CommentOrQuote();

    private static IEnumerable<string> Walk(string folder, string pattern) =>
        Directory
            .EnumerateFiles(folder, pattern)
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(inner => !Ignored.Contains(Path.GetFileName(inner)))
                    .SelectMany(inner => Walk(inner, pattern))
            );

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GalaPlatform.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        }
        return folder.FullName;
    }
}
