using System.Globalization;
using System.Net;
using System.Text;

namespace GalaPlatform.Rehearsal.Report;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Colour">1 to 4: the page's style has them.</param>
/// <param name="Values">One for each second; null where there is none, which leaves a gap.</param>
internal sealed record Line(string Name, int Colour, IReadOnlyList<double?> Values);

/// <summary>A line chart over the rehearsal's time, as SVG that needs nothing else.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">What the numbers on the left are.</param>
/// <param name="Times">Seconds since the doors opened, one for each value.</param>
/// <param name="ShowFrom">When the show began and ended, for the shading.</param>
/// <param name="ShowTo">The other end.</param>
/// <param name="Lines">The lines.</param>
internal sealed record Chart(
    string Title,
    string Unit,
    IReadOnlyList<double> Times,
    double ShowFrom,
    double ShowTo,
    params IReadOnlyList<Line> Lines
)
{
    private const double Width = 560;
    private const double Height = 220;
    private const double Left = 52;
    private const double Right = 12;
    private const double Top = 12;
    private const double Bottom = 28;
    private const int Steps = 4;

    public string ToSvg()
    {
        var latest = Math.Max(1, Times.Count > 0 ? Times[^1] : 1);
        var highest = Lines.SelectMany(line => line.Values).Max() ?? 0;
        var step = NiceStep(highest / Steps);
        var top = Math.Max(step, Math.Ceiling(highest / step) * step);
        var svg = new StringBuilder();
        Add(svg, $"<figure><figcaption>{Text(Title)} <small>{Text(Unit)}</small></figcaption>");
        Add(svg, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(Title)}\">");
        AddShow(svg, latest);
        for (var value = 0.0; value <= top + (step / 2); value += step)
        {
            var y = Y(value, top);
            Add(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            Add(svg, $"<text class=\"left\" x=\"{Left - 6}\" y=\"{y + 4:0.#}\">{Short(value)}</text>");
        }
        AddTimes(svg, latest);
        foreach (var line in Lines)
        {
            Add(svg, $"<path class=\"c{line.Colour}\" d=\"{PathOf(line, latest, top)}\"/>");
        }
        Add(svg, $"</svg>{Legend()}</figure>");
        return svg.ToString();
    }

    /// <summary>1, 2, 2.5 or 5 times a power of ten, and not below what was asked for.</summary>
    internal static double NiceStep(double least)
    {
        if (least <= 0)
        {
            return 1;
        }
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double[] nice = [1, 2, 2.5, 5, 10];
        return power * nice.First(factor => factor * power >= least * 0.999_999);
    }

    private void AddShow(StringBuilder svg, double latest)
    {
        if (ShowTo > ShowFrom)
        {
            var (x, end) = (X(ShowFrom, latest), X(ShowTo, latest));
            Add(
                svg,
                $"<rect class=\"show\" x=\"{x:0.#}\" y=\"{Top}\" width=\"{end - x:0.#}\" height=\"{Height - Top - Bottom}\"/>"
            );
        }
    }

    private static void AddTimes(StringBuilder svg, double latest)
    {
        var step = NiceStep(latest / 8);
        for (var second = 0.0; second <= latest; second += step)
        {
            Add(svg, $"<text class=\"time\" x=\"{X(second, latest):0.#}\" y=\"{Height - 8}\">{second:0.#}</text>");
        }
    }

    private string PathOf(Line line, double latest, double top)
    {
        var (path, isDrawing) = (new StringBuilder(), false);
        for (var index = 0; index < Math.Min(Times.Count, line.Values.Count); index++)
        {
            if (line.Values[index] is { } value)
            {
                Add(path, $"{(isDrawing ? 'L' : 'M')}{X(Times[index], latest):0.#} {Y(value, top):0.#}");
                // A value with a gap on both sides would be no line: a dot is.
                if (!isDrawing && (index + 1 >= line.Values.Count || line.Values[index + 1] is null))
                {
                    Add(path, $"h.1");
                }
            }
            isDrawing = line.Values[index] is not null;
        }
        return path.ToString();
    }

    private string Legend() =>
        $"<p class=\"legend\">{string.Concat(Lines.Select(line => $"<span class=\"c{line.Colour}\">{Text(line.Name)}</span>"))}</p>";

    private static double X(double second, double latest) => Left + ((Width - Left - Right) * second / latest);

    private static double Y(double value, double top) => Height - Bottom - ((Height - Top - Bottom) * value / top);

    private static string Short(double value) =>
        value >= 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1_000_000:0.##} M")
        : value >= 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1_000:0.#} k")
        : value.ToString("0.##", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder svg, FormattableString text) =>
        svg.Append(text.ToString(CultureInfo.InvariantCulture));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
