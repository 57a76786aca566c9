using System.Globalization;
using System.Text;
using System.Xml;

namespace GalaPlatform.Web.Projects;

/// <summary>A school's playlist as RSS 2.0 with Media RSS, for feed and podcast readers.</summary>
internal static class SchoolFeed
{
    public const string ContentType = "application/rss+xml; charset=utf-8";
    private const string Media = "http://search.yahoo.com/mrss/",
        Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>Writes the feed. <paramref name="site"/> is the platform's own address, without a trailing slash.</summary>
    public static byte[] Write(PlaylistAnswer playlist, string site)
    {
        using var bytes = new MemoryStream();
        using (
            var xml = XmlWriter.Create(
                bytes,
                new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }
            )
        )
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "media", null, Media);
            xml.WriteAttributeString("xmlns", "itunes", null, Itunes);
            xml.WriteAttributeString("xmlns", "atom", null, Atom);
            WriteChannel(xml, playlist, site);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void WriteChannel(XmlWriter xml, PlaylistAnswer playlist, string site)
    {
        var page = $"{site}/schools/{playlist.School.Id}";
        xml.WriteStartElement("channel");
        Text(xml, "title", playlist.School.Name);
        Text(xml, "link", page);
        Text(xml, "description", $"Projets vidéo — {playlist.School.Name} — Video projects");
        Text(xml, "language", "fr-CA");
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteAttributeString("href", $"{site}/api/schools/{playlist.School.Id}/playlist.rss");
        xml.WriteEndElement();
        foreach (var item in playlist.Items)
        {
            WriteItem(xml, item, page);
        }
        xml.WriteEndElement();
    }

    private static void WriteItem(XmlWriter xml, PlaylistItem item, string page)
    {
        var seconds = ((int)Math.Ceiling(item.Duration.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        xml.WriteStartElement("item");
        Text(xml, "title", item.Title);
        Text(xml, "link", page);
        if (!string.IsNullOrEmpty(item.Description))
        {
            Text(xml, "description", item.Description);
        }
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString($"urn:gala:project:{item.ProjectId}");
        xml.WriteEndElement();
        Text(xml, "pubDate", item.SubmittedAt.ToString("R", CultureInfo.InvariantCulture));
        WriteEnclosure(xml, item);
        Text(xml, "duration", seconds, Itunes);
        WriteMedia(xml, item, seconds);
        xml.WriteEndElement();
    }

    // What a podcast reader downloads. A video from before there were files has its stream alone: how many bytes a player
    // will fetch of it is not known, and 0 says so.
    private static void WriteEnclosure(XmlWriter xml, PlaylistItem item)
    {
        var (url, bytes, type) = item.File is { } file
            ? (file.Url, file.Bytes, MediaFiles.VideoType)
            : (item.Hls, 0, MediaFiles.PlaylistType);
        xml.WriteStartElement("enclosure");
        xml.WriteAttributeString("url", url);
        xml.WriteAttributeString("length", bytes.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("type", type);
        xml.WriteEndElement();
    }

    private static void WriteMedia(XmlWriter xml, PlaylistItem item, string seconds)
    {
        xml.WriteStartElement("content", Media);
        xml.WriteAttributeString("url", item.Hls);
        xml.WriteAttributeString("type", MediaFiles.PlaylistType);
        xml.WriteAttributeString("medium", "video");
        xml.WriteAttributeString("duration", seconds);
        Text(xml, "title", item.Title, Media);
        Text(xml, "credit", item.Classroom, Media);
        xml.WriteStartElement("thumbnail", Media);
        xml.WriteAttributeString("url", item.Poster);
        xml.WriteEndElement();
        foreach (var captions in item.Captions)
        {
            xml.WriteStartElement("subTitle", Media);
            xml.WriteAttributeString("type", "text/vtt");
            xml.WriteAttributeString("lang", captions.Lang);
            xml.WriteAttributeString("href", captions.Url);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text, string? space = null)
    {
        xml.WriteStartElement(name, space);
        xml.WriteString(Writable(text));
        xml.WriteEndElement();
    }

    // One sign that XML cannot carry must not take the whole feed away.
    private static string Writable(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                kept.Append(text, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
        }
        return kept.ToString();
    }
}
