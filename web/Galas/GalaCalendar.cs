using System.Globalization;
using System.Text;
using GalaPlatform.Common;
using GalaPlatform.Galas;

namespace GalaPlatform.Web.Galas;

/// <summary>A gala as an iCalendar entry (RFC 5545), for a teacher's diary.</summary>
internal static class GalaCalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    // A line has at most 75 octets, and goes on after a line break and a blank.
    private const int LineOctets = 73;

    public static string Write(GalaView gala, Language language, DateTimeOffset now)
    {
        var calendar = new StringBuilder();
        Line(calendar, "BEGIN:VCALENDAR");
        Line(calendar, "VERSION:2.0");
        Line(calendar, "PRODID:-//GalaPlatform//FR");
        Line(calendar, "BEGIN:VEVENT");
        Line(calendar, $"UID:{gala.Id}@galaplatform");
        Line(calendar, $"DTSTAMP:{Stamp(now)}");
        Line(calendar, $"DTSTART:{Stamp(gala.StartsAt)}");
        Line(calendar, $"SEQUENCE:{gala.Version}");
        Line(calendar, $"STATUS:{(gala.State == GalaState.Cancelled ? "CANCELLED" : "CONFIRMED")}");
        Line(calendar, $"SUMMARY:{Escape(gala.Title.In(language))}");
        if (gala.Description is { } description)
        {
            Line(calendar, $"DESCRIPTION:{Escape(description.In(language))}");
        }
        Line(calendar, "END:VEVENT");
        Line(calendar, "END:VCALENDAR");
        return calendar.ToString();
    }

    private static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\n", StringComparison.Ordinal);

    private static void Line(StringBuilder calendar, string text)
    {
        var octets = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                calendar.Append("\r\n ");
                octets = 0;
            }
            calendar.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        calendar.Append("\r\n");
    }
}
