using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Tests.Unit.Layout;

/// <summary>Who watches the logs searches by number: each number means one thing, and stands in its feature's hundred.</summary>
public sealed class EventIdsTests
{
    private static readonly Dictionary<string, int> Hundreds = new()
    {
        ["Galas"] = 1000,
        ["Programme"] = 1100,
        ["Classrooms"] = 1200,
        ["Schools"] = 1300,
        ["Projects"] = 1400,
        ["Room"] = 1500,
        ["Moderation"] = 1600,
        ["Accounts"] = 1700,
        ["Storage"] = 1800,
        ["Blobs"] = 1900,
        ["Transcoding"] = 2000,
        ["Embedded"] = 2100,
        ["Platform"] = 2200,
    };

    private static readonly (string Feature, LoggerMessageAttribute Message)[] All =
    [
        .. from name in new[] { "GalaPlatform.Silo", "GalaPlatform.Web", "GalaPlatform.Embedded" }
        where File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
        from type in Assembly.Load(name).GetTypes()
        from method in type.GetMethods(
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
        )
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        orderby message.EventId
        select (Feature(type), message),
    ];

    [Fact]
    public void Every_number_means_one_thing()
    {
        Assert.NotEmpty(All);
        Assert.Empty(
            All.GroupBy(each => each.Message.EventId).Where(same => same.Count() > 1).Select(same => same.Key)
        );
    }

    [Fact]
    public void Every_number_stands_in_the_hundred_of_its_feature()
    {
        Assert.All(
            All,
            each =>
            {
                var first = Assert.Contains(each.Feature, Hundreds);
                Assert.InRange(each.Message.EventId, first, first + 99);
            }
        );
    }

    [Fact]
    public void Every_number_is_in_the_docs()
    {
        var page = new StringBuilder(
            """
            # Event ids

            What the platform logs, by number. A number means one thing for ever; a retired one is not used again.
            Logs hold ids and codes, never what pupils wrote, names, class codes or tokens.

            | id | level | feature | message |
            |---|---|---|---|

            """
        );
        foreach (var (feature, message) in All)
        {
            page.Append(null, $"| {message.EventId} | {message.Level} | {feature} | {message.Message} |\n");
        }

        Repository.AssertPage("infra/docs/event-ids.md", page.ToString());
    }

    private static string Feature(Type type) =>
        type.Namespace!.StartsWith("GalaPlatform.Embedded", StringComparison.Ordinal)
            ? "Embedded"
            : type.Namespace.Split('.')[^1];
}
