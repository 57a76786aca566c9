using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GalaPlatform.Rehearsal;
using GalaPlatform.Rehearsal.Measure;
using GalaPlatform.Rehearsal.Report;

namespace GalaPlatform.Tests.Unit.Load;

public sealed partial class ReportPageTests
{
    private static readonly Sample[] Seconds =
    [
        new()
        {
            At = 1,
            Phase = Phase.Doors,
            Connected = 14,
        },
        new()
        {
            At = 2,
            Phase = Phase.Show,
            Connected = 14,
            MessagesPerSecond = 5,
            DeliveriesPerSecond = 70,
            LatencyP50 = 51,
            LatencyP99 = 118,
            SegmentP99 = 1900,
            ServerCpu = 12.6,
        },
        new()
        {
            At = 3,
            Phase = Phase.Drain,
            Connected = 14,
        },
    ];

    [Fact]
    public void The_page_says_that_every_promise_was_kept()
    {
        var page = ReportPage.Of(Report());

        Assert.Contains("Every promise was kept.", page, StringComparison.Ordinal);
        Assert.Equal(Enum.GetValues<Promise>().Length, Count(page, "✓ kept"));
        Assert.Equal(8, Count(page, "<svg "));
    }

    [Fact]
    public void The_page_says_what_was_broken_and_shows_some_of_it()
    {
        var page = ReportPage.Of(Report(new Violation(Promise.Missed, "message 1 did not reach <class 2>")));

        Assert.Contains("1 of 19 promises were broken.", page, StringComparison.Ordinal);
        Assert.Equal(1, Count(page, "✗ broken"));
        Assert.Contains("did not reach &lt;class 2&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_from_anywhere()
    {
        var page = ReportPage.Of(Report());

        Assert.Empty(Foreign().Matches(page));
    }

    [Fact]
    public void The_report_is_kept_as_JSON()
    {
        using var read = JsonDocument.Parse(Report(new Violation(Promise.Missed, "…")).ToJson());

        Assert.False(read.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(1, read.RootElement.GetProperty("promises").GetProperty("missed").GetInt64());
        Assert.Equal("show", read.RootElement.GetProperty("samples")[1].GetProperty("phase").GetString());
    }

    [Fact]
    public void A_chart_leaves_gaps_where_nothing_was_measured()
    {
        var chart = new Chart("Delivery", "ms", [1, 2, 3, 4, 5], 1, 5, new Line("p50", 1, [10, 20, null, 40, 30]));

        var svg = XElement.Parse(chart.ToSvg()).Descendants("svg").Single();

        var path = svg.Elements("path").Single().Attribute("d")!.Value;
        Assert.Equal((2, 2), (path.Count(at => at == 'M'), path.Count(at => at == 'L')));
        Assert.Equal(["0", "10", "20", "30", "40"], Labels(svg, "left"));
    }

    [Fact]
    public void A_chart_of_nothing_is_a_chart()
    {
        var svg = XElement.Parse(new Chart("Delivery", "ms", [], 0, 0, new Line("p50", 1, [])).ToSvg());

        Assert.NotEmpty(svg.Descendants("line"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.7, 1)]
    [InlineData(1, 1)]
    [InlineData(1.2, 2)]
    [InlineData(2.4, 2.5)]
    [InlineData(30, 50)]
    [InlineData(700, 1000)]
    public void Steps_are_round(double least, double step)
    {
        Assert.Equal(step, Chart.NiceStep(least), 6);
    }

    [Fact]
    public void A_second_is_a_line_of_the_table()
    {
        var line = LiveTable.Line(Seconds[1]);

        Assert.Matches(@"^ +2 s show +14 +5\.0 +70 +51 +118 +0 +1\.9 +0 +0 +0 +13 +– +–$", line);
    }

    private static RehearsalReport Report(params Violation[] violations) =>
        new()
        {
            Passed = violations.Length == 0,
            At = new DateTimeOffset(2026, 12, 15, 15, 0, 0, TimeSpan.Zero),
            Rehearsed = new Rehearsed("http://127.0.0.1:8080/", "gala", 4, 10, 6, 5, 20, 5, 3, 100),
            Totals = new Totals(14, 30, 30, new Counts(), 20, 20, 5, 12.5, 200, 8, 90),
            Delivery = new Latencies(420, 51, 118, 130),
            Acknowledgement = new Latencies(30, 20, 40, 41),
            Segment = new Latencies(0, null, null, null),
            Arrival = new Latencies(14, 200, 400, 410),
            Promises = Enum.GetValues<Promise>()
                .ToDictionary(promise => promise, promise => violations.LongCount(one => one.Promise == promise)),
            Examples = violations,
            Samples = Seconds,
        };

    private static int Count(string page, string part) => page.Split(part).Length - 1;

    private static IEnumerable<string> Labels(XElement svg, string kind) =>
        svg.Elements("text").Where(text => text.Attribute("class")?.Value == kind).Select(text => text.Value);

    // What would be fetched: the address that was rehearsed stands there as text.
    [GeneratedRegex(@"(src|href)=|url\(|@import|<script|<link", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();
}
