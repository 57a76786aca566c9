using System.Text.RegularExpressions;
using GalaPlatform.Galas;

namespace GalaPlatform.Tests.Unit.Layout;

/// <summary>The arrows between the layers: shared ← silo, shared ← web, and one file in which web hosts the silo.</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void Shared_uses_the_Orleans_programming_model_and_nothing_else()
    {
        var used = typeof(GalaId).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.All(used, name => Assert.Matches(@"^(System(\..+)?|netstandard|Orleans\..+)$", name));
    }

    [Fact]
    public void The_silo_does_not_know_the_web()
    {
        var used = Assembly("GalaPlatform.Silo").GetReferencedAssemblies().Select(assembly => assembly.Name);

        Assert.DoesNotContain("GalaPlatform.Web", used);
    }

    [Fact]
    public void The_rehearsal_knows_the_platform_from_outside_alone()
    {
        var used = Assembly("GalaPlatform.Rehearsal").GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.All(used, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_hosting_file_of_the_web_knows_the_silo_and_the_embedded_host()
    {
        var offenders = Repository
            .Product.Where(file => file.IsBelow("web") && file.Path != "web/Platform/Hosting.cs")
            .Where(file => SiloOrHost().IsMatch(file.Code));

        Assert.Empty(Paths(offenders));
    }

    [Fact]
    public void The_silo_knows_its_host_in_Platform_alone()
    {
        var offenders = Repository
            .Product.Where(file =>
                file.IsBelow("silo") && !file.IsBelow("silo/Platform") && file.Path != "silo/Program.cs"
            )
            .Where(file => Host().IsMatch(file.Code));

        Assert.Empty(Paths(offenders));
    }

    [Fact]
    public void Conditional_compilation_stays_inside_Platform()
    {
        var offenders = Repository
            .Sources.Where(file => !file.Folder.Split('/').Contains("Platform"))
            .Where(file => Conditional().IsMatch(file.Code));

        Assert.Empty(Paths(offenders));
    }

    [Fact]
    public void Rules_and_states_use_System_types_and_shared_alone()
    {
        var offenders =
            from file in Repository.Product
            where
                file.Name.EndsWith("Rules.cs", StringComparison.Ordinal)
                || file.Name.EndsWith("State.cs", StringComparison.Ordinal)
            from found in Impure().Matches(file.Code)
            select $"{file.Path}: {found.Value}";

        Assert.Empty(offenders);
    }

    private static System.Reflection.Assembly Assembly(string name) => System.Reflection.Assembly.Load(name);

    private static IEnumerable<string> Paths(IEnumerable<SourceFile> files) => files.Select(file => file.Path);

    [GeneratedRegex(@"\bGalaPlatform\.(Silo|Embedded)\b")]
    private static partial Regex SiloOrHost();

    [GeneratedRegex(@"\bGalaPlatform\.Embedded\b")]
    private static partial Regex Host();

    [GeneratedRegex(@"^\s*#if\b", RegexOptions.Multiline)]
    private static partial Regex Conditional();

    [GeneratedRegex(
        @"\bIGrain\w*|\bIGrainFactory\b|\busing (Orleans|Microsoft)\b[^;]*|\bILogger\b|\bTimeProvider\b|\bStopwatch\b|\bRandom\b|\bRandomNumberGenerator\b|\bGuid\.(NewGuid|CreateVersion7)\b|\b(File|Directory|Process|HttpClient|DbContext)\b|\basync\b|\bawait\b"
    )]
    private static partial Regex Impure();
}
