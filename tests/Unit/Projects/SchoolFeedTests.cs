using System.Xml.Linq;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class SchoolFeedTests
{
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    [Fact]
    public void A_feed_is_rss_with_an_enclosure_and_a_picture_for_each_video()
    {
        var item = Feed(Item("Robots & cie", "Un <b>film</b>")).Descendants("item").Single();

        Assert.Equal("Robots & cie", item.Element("title")!.Value);
        Assert.Equal("Un <b>film</b>", item.Element("description")!.Value);
        var enclosure = item.Element("enclosure")!;
        Assert.Equal("https://gala.test/media/t/video.mp4", enclosure.Attribute("url")!.Value);
        Assert.Equal("video/mp4", enclosure.Attribute("type")!.Value);
        Assert.Equal("7340032", enclosure.Attribute("length")!.Value);
        var content = item.Element(Media + "content")!;
        Assert.Equal("https://gala.test/media/t/master.m3u8", content.Attribute("url")!.Value);
        Assert.Equal("62", content.Attribute("duration")!.Value);
        Assert.Equal(
            "https://gala.test/media/t/poster.jpg",
            content.Element(Media + "thumbnail")!.Attribute("url")!.Value
        );
        Assert.Equal("fr-CA", content.Element(Media + "subTitle")!.Attribute("lang")!.Value);
    }

    [Fact]
    public void A_video_from_before_there_were_files_has_its_stream_as_enclosure()
    {
        var enclosure = Feed(Item("Robots", null) with { File = null }).Descendants("enclosure").Single();

        Assert.Equal("https://gala.test/media/t/master.m3u8", enclosure.Attribute("url")!.Value);
        Assert.Equal("application/vnd.apple.mpegurl", enclosure.Attribute("type")!.Value);
        Assert.Equal("0", enclosure.Attribute("length")!.Value);
    }

    [Fact]
    public void A_feed_names_its_school_and_itself()
    {
        var channel = Feed().Element("channel")!;

        Assert.Equal("École des Érables", channel.Element("title")!.Value);
        Assert.EndsWith(
            "playlist.rss",
            channel.Element(XName.Get("link", "http://www.w3.org/2005/Atom"))!.Attribute("href")!.Value,
            StringComparison.Ordinal
        );
        Assert.Empty(channel.Elements("item"));
    }

    [Fact]
    public void A_sign_that_xml_cannot_carry_does_not_break_the_feed() =>
        Assert.Equal(
            "Un robot 🤖 !",
            Feed(Item("Un\u0001 robot 🤖\uFFFF !\uD800", null)).Descendants("item").Single().Element("title")!.Value
        );

    [Fact]
    public void A_video_is_dated_by_its_submission()
    {
        var item = Feed(Item("Robots", null)).Descendants("item").Single();

        Assert.Equal("Tue, 15 Dec 2026 15:00:00 GMT", item.Element("pubDate")!.Value);
    }

    private static XElement Feed(params PlaylistItem[] items)
    {
        var playlist = new PlaylistAnswer(
            new PlaylistSchool(new SchoolId(Guid.CreateVersion7()), "École des Érables"),
            items
        );
        using var bytes = new MemoryStream(SchoolFeed.Write(playlist, "https://gala.test"));
        return XDocument.Load(bytes).Root!;
    }

    private static PlaylistItem Item(string title, string? description) =>
        new(
            new ProjectId(Guid.CreateVersion7()),
            title,
            description,
            "6B",
            TimeSpan.FromSeconds(61.5),
            "https://gala.test/media/t/master.m3u8",
            "https://gala.test/media/t/poster.jpg",
            [new CaptionAnswer("fr-CA", "https://gala.test/media/t/captions/fr-ca.1.vtt")],
            new DateTimeOffset(2026, 12, 15, 15, 0, 0, TimeSpan.Zero),
            new FileAnswer("https://gala.test/media/t/video.mp4", 7_340_032)
        );
}
