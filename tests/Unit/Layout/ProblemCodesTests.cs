using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using GalaPlatform.Common;

namespace GalaPlatform.Tests.Unit.Layout;

/// <summary>Clients switch on the codes of refusals: each has one meaning, words in both languages, and a line in the docs.</summary>
public sealed partial class ProblemCodesTests
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(Refusal).Assembly,
        Assembly.Load("GalaPlatform.Silo"),
        Assembly.Load("GalaPlatform.Web"),
    ];

    private static readonly (string Feature, Refusal Refusal)[] All =
    [
        .. from assembly in Assemblies
        from type in assembly.GetTypes()
        where type.Name.EndsWith("Refusals", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(Refusal)
        let refusal = (Refusal)field.GetValue(null)!
        orderby refusal.Code
        select (type.Namespace!.Split('.')[^1], refusal),
    ];

    [Fact]
    public void Every_code_is_kebab_case_and_has_one_meaning()
    {
        Assert.NotEmpty(All);
        Assert.All(All, each => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", each.Refusal.Code));
        Assert.Empty(All.GroupBy(each => each.Refusal.Code).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_refusal_has_words_in_both_languages()
    {
        Assert.All(
            All,
            each =>
            {
                Assert.False(string.IsNullOrWhiteSpace(each.Refusal.Text.Fr), each.Refusal.Code);
                Assert.False(string.IsNullOrWhiteSpace(each.Refusal.Text.En), each.Refusal.Code);
            }
        );
    }

    [Fact]
    public void No_refusal_is_made_outside_a_catalogue()
    {
        var offenders = Repository
            .Product.Where(file => !file.Name.EndsWith("Refusals.cs", StringComparison.Ordinal))
            .Where(file => Made().IsMatch(file.Text))
            .Select(file => file.Path);

        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_code_is_in_the_docs()
    {
        var page = new StringBuilder(
            """
            # Problem codes

            Every "no" of the platform is a Problem Details, or a `HubException` whose message is the code. Codes are
            stable: clients may switch on them. The words are what a teacher reads, in the language asked for.

            | code | status | feature | French | English |
            |---|---|---|---|---|

            """
        );
        foreach (var (feature, no) in All)
        {
            page.Append(null, $"| `{no.Code}` | {Status(no.Kind)} | {feature} | {no.Text.Fr} | {no.Text.En} |\n");
        }

        Repository.AssertPage("infra/docs/problem-codes.md", page.ToString());
    }

    private static int Status(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Malformed => 400,
            RefusalKind.Forbidden => 403,
            RefusalKind.NotFound => 404,
            RefusalKind.Conflict => 409,
            RefusalKind.Stale => 412,
            RefusalKind.TooLarge => 413,
            RefusalKind.Unsupported => 415,
            RefusalKind.Unprocessable => 422,
            RefusalKind.TooMany => 429,
            RefusalKind.Unavailable => 503,
            RefusalKind.StorageFull => 507,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of refusal without a status."),
        };

    [GeneratedRegex(@"new( Refusal)?\(\s*""[a-z0-9-]+"",\s*RefusalKind\.")]
    private static partial Regex Made();
}
