using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace GalaPlatform.Tests.Unit.Layout;

/// <summary>What the house agreed on and a reader relies on.</summary>
public sealed partial class HouseRulesTests(ITestOutputHelper output)
{
    private static readonly string[] Features =
    [
        "Galas",
        "Programme",
        "Classrooms",
        "Schools",
        "Projects",
        "Room",
        "Moderation",
        "Accounts",
    ];

    private static readonly string[] Aside =
    [
        "Common",
        "Blobs",
        "Storage",
        "Platform",
        "Transcoding",
        "Pages",
        "Properties",
        "client",
        "wwwroot",
        "bin",
        "obj",
    ];

    [Fact]
    public void The_top_level_holds_what_the_layout_names_and_nothing_else()
    {
        string[] folders = ["silo", "web", "shared", "tests", "infra"];
        string[] files =
        [
            "GalaPlatform.sln",
            "README.md",
            "LICENSE",
            "global.json",
            "Directory.Build.props",
            "Directory.Build.targets",
            "Directory.Packages.props",
        ];
        var root = new DirectoryInfo(Repository.Root);
        var made = new[] { "data", "TestResults" };

        Assert.All(folders, folder => Assert.True(Directory.Exists(Path.Combine(root.FullName, folder)), folder));
        Assert.Empty(Names(root.EnumerateDirectories()).Except(folders).Except(made));
        Assert.Empty(Names(root.EnumerateFiles()).Except(files));
    }

    [Fact]
    public void A_feature_has_the_same_folder_name_in_each_layer()
    {
        var folders =
            from layer in new[] { "shared", "silo", "web" }
            from folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, layer))
            let name = Path.GetFileName(folder)
            where !Features.Contains(name) && !Aside.Contains(name)
            select $"{layer}/{name}";

        Assert.Empty(folders);
    }

    [Fact]
    public void Nobody_reads_the_wall_clock()
    {
        Assert.Empty(Offenders(Repository.Sources, WallClock()));
    }

    [Fact]
    public void Tests_wait_for_conditions_and_do_not_sleep()
    {
        var sleeps = Offenders(Repository.Sources.Where(file => file.IsBelow("tests")), Sleep()).ToList();

        // The helpers that ask again until a condition holds pause between two questions; nothing else may.
        Assert.DoesNotContain(sleeps, path => path.EndsWith("Tests.cs", StringComparison.Ordinal));
        Assert.True(sleeps.Count <= 4, $"Too many places that pause: {string.Join(", ", sleeps)}");
    }

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        // What is searched for is put together here, so that this file is not found.
        var marks = string.Join('|', "TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception");

        Assert.Empty(Offenders(Repository.Sources, new Regex($@"\b({marks})\b"), file => file.Text));
    }

    [Fact]
    public void Package_versions_are_central()
    {
        var projects = Repository.Files("*.csproj");

        Assert.Empty(Offenders(projects, OwnVersion(), file => file.Text));
    }

    [Fact]
    public void No_lock_file_names_a_registry()
    {
        var locks = Repository.Files("package-lock.json");

        Assert.Empty(Offenders(locks, new Regex("\"resolved\": \"http"), file => file.Text));
    }

    [Fact]
    public void The_readme_shows_the_two_commands()
    {
        var readme = Repository.Read("README.md");

        Assert.Contains("infra/run", readme, StringComparison.Ordinal);
        Assert.Contains("infra/test", readme, StringComparison.Ordinal);
    }

    /// <summary>Long files and methods are a question to their author: is it two things? They do not fail.</summary>
    [Fact]
    public void Long_files_and_methods_are_printed()
    {
        foreach (
            var file in Repository.Sources.Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal))
        )
        {
            var lines = file.Text.Split('\n');
            if (lines.Length > 300)
            {
                output.WriteLine($"{file.Path} has {lines.Length} lines");
            }
            foreach (var (name, length) in Methods(lines).Where(method => method.Length > 60))
            {
                output.WriteLine($"{file.Path}: {name} has {length} lines");
            }
        }
    }

    /// <summary>The formatter puts the braces of a method alone on their lines, four spaces in.</summary>
    private static IEnumerable<(string Name, int Length)> Methods(string[] lines)
    {
        var start = -1;
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index] == "    {")
            {
                start = index;
            }
            else if (lines[index] == "    }" && start > 0)
            {
                yield return (lines[start - 1].Trim(), index - start - 1);
            }
        }
    }

    private static IEnumerable<string> Names(IEnumerable<FileSystemInfo> entries) =>
        entries.Select(entry => entry.Name).Where(name => !name.StartsWith('.'));

    private static IEnumerable<string> Offenders(
        IEnumerable<SourceFile> files,
        Regex forbidden,
        Func<SourceFile, string>? part = null
    ) => files.Where(file => forbidden.IsMatch(part is null ? file.Code : part(file))).Select(file => file.Path);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex WallClock();

    // A delay on a test's own clock is no sleep.
    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\((?![^;]*clock\))", RegexOptions.IgnoreCase)]
    private static partial Regex Sleep();

    [GeneratedRegex(@"<PackageReference[^>]*Version(Override)?=")]
    private static partial Regex OwnVersion();
}
