using System.Globalization;
using GalaPlatform.Rehearsal.Measure;

namespace GalaPlatform.Rehearsal.Report;

/// <summary>One line a second while the rehearsal goes on.</summary>
internal sealed class LiveTable(TextWriter output)
{
    private const int LinesPerPage = 20;

    private static readonly string[] Heads =
    [
        "   time phase  connected   msgs/s deliveries/s   p50 ms   p99 ms  segs/s  p99 s late errors broken",
        "  server",
        "    self",
    ];

    private int _lines;

    public void Show(Sample second)
    {
        if (_lines++ % LinesPerPage == 0)
        {
            output.WriteLine($"{Heads[0]}{Heads[1]} %cpu   MiB{Heads[2]} %cpu");
        }
        output.WriteLine(Line(second));
    }

    internal static string Line(Sample of) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{of.At, 6:0} s {of.Phase.ToString().ToLowerInvariant(), -5} {of.Connected, 10} {of.MessagesPerSecond, 8:0.0} {of.DeliveriesPerSecond, 12:0} {Number(of.LatencyP50, 0), 8} {Number(of.LatencyP99, 0), 8} {of.SegmentsPerSecond, 7:0} {Number(of.SegmentP99 / 1000, 1), 6} {of.Late, 4} {of.Failures, 6} {of.Violations, 6} {Number(of.ServerCpu, 0), 12} {Number(of.ServerMib, 0), 5} {Number(of.OwnCpu, 0), 12}"
        );

    private static string Number(double? value, int decimals) =>
        value is { } known ? known.ToString($"F{decimals}", CultureInfo.InvariantCulture) : "–";
}
