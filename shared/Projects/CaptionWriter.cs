using System.Text;

namespace GalaPlatform.Projects;

/// <summary>Writes captions as WebVTT (W3C): a header, times, words.</summary>
public static class CaptionWriter
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "text/vtt; charset=utf-8";

    /// <summary>The file.</summary>
    public static byte[] Write(IReadOnlyList<CaptionCue> cues)
    {
        var text = new StringBuilder("WEBVTT\n");
        foreach (var (start, end, words) in cues)
        {
            text.Append('\n')
                .Append(CaptionTimes.Write(start))
                .Append(" --> ")
                .Append(CaptionTimes.Write(end))
                .Append('\n')
                .Append(words)
                .Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
