using System.Globalization;
using System.Net;
using System.Text;
using GalaPlatform.Rehearsal.Measure;

namespace GalaPlatform.Rehearsal.Report;

/// <summary>The report as one page that needs nothing from anywhere.</summary>
internal static class ReportPage
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c2430;--soft:#5d6b7e;--line:#dfe5ec;--paper:#f5f7fa;--card:#fff;--good:#14804a;--bad:#b3261e;
        --c1:#2563c9;--c2:#d9660a;--c3:#14804a;--c4:#8c3fb5;--show:#2563c912}
        @media (prefers-color-scheme:dark){:root{--ink:#e6ebf2;--soft:#97a5b8;--line:#2c3644;--paper:#12171e;--card:#1a212b;--good:#4cc38a;
        --bad:#ff8a80;--c1:#7aa7ff;--c2:#ffa657;--c3:#4cc38a;--c4:#d2a0f5;--show:#7aa7ff14}}
        *{box-sizing:border-box}body{margin:0 auto;padding:2rem 1.25rem;max-width:76rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        h1{margin:0;font-size:1.6rem}h2{margin:2.2rem 0 .8rem;font-size:1.15rem}p{margin:.3rem 0}small,.soft{color:var(--soft);font-weight:normal}
        .verdict{border-left:.5rem solid var(--good);padding:.2rem 0 .2rem 1rem}.verdict.bad{border-color:var(--bad)}.verdict strong{color:var(--good)}
        .verdict.bad strong{color:var(--bad)}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.75rem}
        .figures div,figure,table{background:var(--card);border:1px solid var(--line);border-radius:.5rem}
        .figures div{padding:.7rem .9rem}.figures b{display:block;font-size:1.45rem;line-height:1.3;font-variant-numeric:tabular-nums}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(30rem,100%),1fr));gap:.75rem}figure{margin:0;padding:.8rem}
        figcaption{font-weight:600}svg{width:100%;height:auto;display:block}svg text{font-size:12px;fill:var(--soft)}svg .left{text-anchor:end}
        svg .time{text-anchor:middle}.grid{stroke:var(--line)}.show{fill:var(--show)}path{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        path.c1{stroke:var(--c1)}path.c2{stroke:var(--c2)}path.c3{stroke:var(--c3)}path.c4{stroke:var(--c4)}
        .legend{font-size:.85rem;color:var(--soft)}.legend span{margin-right:1.1rem}.legend span::before{content:"";display:inline-block;width:1rem;height:.2rem;
        margin-right:.4rem;vertical-align:middle}.legend .c1::before{background:var(--c1)}.legend .c2::before{background:var(--c2)}
        .legend .c3::before{background:var(--c3)}.legend .c4::before{background:var(--c4)}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}td,th{padding:.4rem .8rem;text-align:left;border-bottom:1px solid var(--line)}
        tr:last-child td{border-bottom:0}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.ok{color:var(--good)}.no{color:var(--bad);font-weight:600}
        """;

    /// <summary>What each promise says when it is kept.</summary>
    private static readonly Dictionary<Promise, string> Kept = new()
    {
        [Promise.Lost] = "No acknowledged message is lost",
        [Promise.Missed] = "Every reader gets every acknowledged message",
        [Promise.Doubled] = "Nothing comes twice",
        [Promise.OutOfOrder] = "Everything comes in order",
        [Promise.Unanswered] = "Every speaker gets an answer",
        [Promise.Refused] = "No message is refused",
        [Promise.RefusedButShown] = "What was refused is not shown",
        [Promise.Contradicted] = "A message has one number",
        [Promise.NotRecovered] = "Who comes back gets what it missed",
        [Promise.LogRestarted] = "The room's log goes on",
        [Promise.Silent] = "No connection falls silent",
        [Promise.ShutOut] = "Everybody gets in, and back in",
        [Promise.TapsMultiplied] = "No tap is counted twice",
        [Promise.PlaylistBackwards] = "The playlist only goes forward",
        [Promise.PlaylistSkipped] = "The playlist leaves nothing out",
        [Promise.PlaylistChanged] = "Everybody is told the same channel",
        [Promise.PlaylistStalled] = "The channel goes on",
        [Promise.SegmentLate] = "Every segment is there in time",
        [Promise.SegmentMissing] = "Everything that the channel names is there",
    };

    public static string Of(RehearsalReport report)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        Add(
            page,
            $"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Dress rehearsal</title>"
        );
        page.Append("<style>").Append(Style).Append("</style></head><body>");
        AddVerdict(page, report);
        AddFigures(page, report);
        Add(page, $"<h2>Second by second <small>seconds since the doors opened; the show is shaded</small></h2>");
        page.Append("<div class=\"charts\">").AppendJoin('\n', Charts(report.Samples).Select(chart => chart.ToSvg()));
        page.Append("</div>");
        AddPromises(page, report);
        AddExamples(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AddVerdict(StringBuilder page, RehearsalReport report)
    {
        var (of, broken) = (report.Rehearsed, report.Promises.Values.Count(count => count > 0));
        var verdict = report.Passed
            ? "Every promise was kept."
            : $"{broken} of {report.Promises.Count} promises were broken.";
        Add(page, $"<header class=\"verdict{(report.Passed ? string.Empty : " bad")}\"><h1>Dress rehearsal</h1>");
        Add(page, $"<p><strong>{verdict}</strong></p>");
        Add(page, $"<p class=\"soft\">{report.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC · {Text(of.Server)} · ");
        Add(
            page,
            $"{of.Classes} classes and {of.Pupils} pupils for {of.Seconds} s · {of.MessagesPerSecond} messages/s · "
        );
        Add(page, $"{of.ReactionsPerSecond} reactions/s · {of.DropPercent} % cut off for up to {of.AwaySeconds} s · ");
        Add(page, $"{of.WatchPercent} % watching</p></header>");
    }

    private static void AddFigures(StringBuilder page, RehearsalReport report)
    {
        var (all, counts) = (report.Totals, report.Totals.Counts);
        Add(page, $"<h2>In figures</h2><div class=\"figures\">");
        Figure(page, "in the room", $"{all.Seats}", $"in within {Milliseconds(report.Arrival.P99)} (p99)");
        Figure(
            page,
            "messages acknowledged",
            $"{all.Posted} of {all.Sent}",
            $"p99 {Milliseconds(report.Acknowledgement.P99)}"
        );
        Figure(
            page,
            "deliveries",
            $"{counts.Delivered + counts.Recovered:N0}",
            $"{counts.Recovered:N0} of them on return"
        );
        Figure(
            page,
            "delivery, p99",
            $"{Milliseconds(report.Delivery.P99)}",
            $"p50 {Milliseconds(report.Delivery.P50)}, longest {Milliseconds(report.Delivery.Max)}"
        );
        Figure(
            page,
            "segments fetched",
            $"{counts.Segments:N0}",
            $"p99 {Seconds(report.Segment.P99)} after their start, {counts.Late} late"
        );
        Figure(
            page,
            "reactions counted",
            $"{all.TapsCounted:N0} of {all.Tapped:N0}",
            $"{counts.Frames:N0} frames read"
        );
        Figure(page, "cut off and back", $"{counts.Dropped}", $"{counts.Failures} failures that nobody made");
        Figure(
            page,
            "server in the show",
            $"{Amount(all.ServerCpuPercent, "% CPU")}",
            $"{(all.ServerMibAtMost is null ? "name it with --server-pid" : "at most ")}{Amount(all.ServerMibAtMost, "MiB")}"
        );
        Figure(page, "this rehearsal itself", $"{all.OwnCpuPercent:0} % CPU", $"at most {all.OwnMibAtMost:0} MiB");
        page.Append("</div>");
    }

    private static IEnumerable<Chart> Charts(IReadOnlyList<Sample> samples)
    {
        double[] times = [.. samples.Select(second => second.At)];
        var show = samples.Where(second => second.Phase == Phase.Show).Select(second => second.At).ToList();
        var (from, to) = show.Count > 0 ? (show[0], show[^1]) : (0, 0);

        Chart Of(string title, string unit, params Line[] lines) => new(title, unit, times, from, to, lines);
        Line Line(string name, int colour, Func<Sample, double?> value) =>
            new(name, colour, [.. samples.Select(value)]);

        yield return Of(
            "Delivery of a message",
            "ms from due until a reader has it",
            Line("p50", 1, second => second.LatencyP50),
            Line("p99", 2, second => second.LatencyP99),
            Line("longest", 4, second => second.LatencyMax)
        );
        yield return Of("Deliveries", "per second", Line("deliveries", 1, second => second.DeliveriesPerSecond));
        yield return Of(
            "Segments",
            "s from a segment's start until a player has it",
            Line("p50", 1, second => second.SegmentP50 / 1000),
            Line("p99", 2, second => second.SegmentP99 / 1000)
        );
        yield return Of(
            "Losses and returns",
            "per second",
            Line("cut off", 1, second => second.Dropped),
            Line("messages given on return", 3, second => second.Recovered),
            Line("failures", 2, second => second.Failures),
            Line("late segments", 4, second => second.Late)
        );
        yield return Of(
            "Processor",
            "% of one core",
            Line("server", 1, second => second.ServerCpu),
            Line("this rehearsal", 2, second => second.OwnCpu)
        );
        yield return Of(
            "Memory",
            "MiB",
            Line("server", 1, second => second.ServerMib),
            Line("this rehearsal", 2, second => second.OwnMib)
        );
        yield return Of("Connected", "seats", Line("in the room", 1, second => second.Connected));
        yield return Of("Messages", "acknowledged per second", Line("messages", 3, second => second.MessagesPerSecond));
    }

    private static void AddPromises(StringBuilder page, RehearsalReport report)
    {
        Add(
            page,
            $"<h2>Promises</h2><div class=\"scroll\"><table><tr><th>Promise<th>Kept?<th class=\"n\">Times broken</tr>"
        );
        foreach (var (promise, count) in report.Promises)
        {
            var mark = count == 0 ? "<td class=\"ok\">✓ kept" : "<td class=\"no\">✗ broken";
            Add(page, $"<tr><td>{Text(Kept[promise])}{mark}<td class=\"n\">{count:N0}</tr>");
        }
        page.Append("</table></div>");
    }

    private static void AddExamples(StringBuilder page, RehearsalReport report)
    {
        if (report.Examples.Count == 0)
        {
            return;
        }
        Add(page, $"<h2>What was seen <small>some of each</small></h2><div class=\"scroll\"><table>");
        foreach (var (promise, detail) in report.Examples)
        {
            Add(page, $"<tr><td>{Text(Kept[promise])}<td>{Text(detail)}</tr>");
        }
        page.Append("</table></div>");
    }

    private static void Figure(StringBuilder page, string what, FormattableString figure, FormattableString more)
    {
        Add(page, $"<div><span class=\"soft\">{Text(what)}</span>");
        Add(page, $"<b>{Text(Invariant(figure))}</b><small>{Text(Invariant(more))}</small></div>");
    }

    private static string Amount(double? value, string unit) =>
        value is { } known ? Invariant($"{known:0} {unit}") : string.Empty;

    private static string Milliseconds(double? value) =>
        value is not { } known ? "–"
        : known >= 10_000 ? Seconds(known)
        : Invariant($"{known:0} ms");

    private static string Seconds(double? milliseconds) =>
        milliseconds is { } known ? Invariant($"{known / 1000:0.0} s") : "–";

    private static void Add(StringBuilder page, FormattableString text) => page.Append(Invariant(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
