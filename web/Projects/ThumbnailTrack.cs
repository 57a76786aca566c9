using System.Globalization;
using System.Text;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// A video's thumbnails as a WebVTT list: each cue names a part of the sheet by a media fragment (<c>#xywh=</c>), which is
/// how players of the web show them above the time line. Pure.
/// </summary>
internal static class ThumbnailTrack
{
    /// <summary>Writes the list.</summary>
    /// <param name="asset">A video with thumbnails.</param>
    /// <param name="sheet">The sheet's address, relative to the list's.</param>
    public static string Write(MediaAsset asset, string sheet)
    {
        var thumbnails = asset.Thumbnails!;
        var text = new StringBuilder("WEBVTT\n");
        for (var number = 0; number < thumbnails.Count; number++)
        {
            var from = new TimeSpan(number * thumbnails.IntervalTicks);
            var to = number == thumbnails.Count - 1 ? asset.Duration : from + new TimeSpan(thumbnails.IntervalTicks);
            var (row, column) = Math.DivRem(number, thumbnails.Columns);
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{from:hh\\:mm\\:ss\\.fff} --> {to:hh\\:mm\\:ss\\.fff}\n{sheet}#xywh={column * thumbnails.Width},{row * thumbnails.Height},{thumbnails.Width},{thumbnails.Height}\n"
            );
        }
        return text.ToString();
    }
}
