using System.Globalization;
using System.Text;

namespace GalaPlatform.Web.Projects;

/// <summary>A school's playlist as an extended M3U of its videos, for players such as VLC and for the big screen in the hall.</summary>
internal static class SchoolList
{
    public const string ContentType = "audio/x-mpegurl; charset=utf-8";

    public static byte[] Write(PlaylistAnswer playlist)
    {
        var text = new StringBuilder("#EXTM3U\n");
        text.Append(CultureInfo.InvariantCulture, $"#PLAYLIST:{Line(playlist.School.Name)}\n");
        foreach (var item in playlist.Items)
        {
            var seconds = (int)Math.Ceiling(item.Duration.TotalSeconds);
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXTINF:{seconds},{Line(item.Classroom)} - {Line(item.Title)}\n{item.Hls}\n"
            );
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A line of a title must not become a line of the list.
    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
