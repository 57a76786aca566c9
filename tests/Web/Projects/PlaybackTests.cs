using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Projects;

public sealed class PlaybackTests(ReadyFixture fixture) : IClassFixture<ReadyFixture>
{
    private ProjectStage Stage => fixture.Stage;

    [Fact]
    public async Task A_video_that_a_school_sent_plays_from_end_to_end()
    {
        var media = (await Stage.Project(fixture.Project)).GetProperty("media");
        Assert.Equal(
            ["480p", "360p"],
            media.GetProperty("renditions").EnumerateArray().Select(one => one.Text("name"))
        );

        var playback = await Playback(Stage.Coordinator, fixture.Project);

        Assert.InRange(
            playback.GetProperty("duration").GetDouble(),
            ReadyFixture.Seconds - 0.1,
            ReadyFixture.Seconds + 0.1
        );
        Assert.Equal(string.Empty, await Ffmpeg.Decode(playback.Text("hls")));
        using var client = fixture.Server.Anonymous();
        using var poster = await client.GetAsync(playback.Text("poster"));
        Assert.Equal("image/jpeg", poster.Content.Headers.ContentType!.MediaType);
        using var track = await client.GetAsync(playback.Text("thumbnails"));
        Assert.Equal("text/vtt", track.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "thumbnails.jpg#xywh=320,0,160,90",
            await track.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        using var sheet = await client.GetAsync($"{Folder(playback)}thumbnails.jpg");
        Assert.Equal("image/jpeg", sheet.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task While_a_video_is_being_made_its_school_watches_what_there_is_and_nobody_else_does()
    {
        var film = await Ffmpeg.Film(24);
        var project = await Stage.Submit("Volcans");
        using var sent = await Stage.Coordinator.Append(await Stage.Coordinator.Begin(project, film.Length), 0, film);
        await sent.Json204();
        await ProjectStage.Until(
            async () =>
            {
                using var answer = await Stage.Coordinator.GetAsync($"/api/projects/{project}/playback");
                return (int)answer.StatusCode == 200;
            },
            "something plays",
            TimeSpan.FromMinutes(2)
        );

        var preview = await Playback(Stage.Coordinator, project);
        Assert.True(preview.GetProperty("isPreview").GetBoolean(), "it was ready at once");
        var folder = Folder(preview);
        using var client = fixture.Server.Anonymous();
        var list = await client.GetStringAsync($"{folder}360p.m3u8");
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT", list, StringComparison.Ordinal);
        Assert.DoesNotContain("ENDLIST", list, StringComparison.Ordinal);
        using var segment = await client.GetAsync($"{folder}360p/00000.m4s");
        Assert.Equal(200, (int)segment.StatusCode);
        using var stranger = await fixture.Server.MakeCoordinator(
            Stage.Organizer,
            await Stage.Organizer.MakeSchool("École du Lac")
        );
        using var closed = await stranger.GetAsync($"/api/projects/{project}/playback");
        await closed.Problem(404, "not-found");

        await ProjectStage.Until(
            async () => (await Stage.Project(project)).GetProperty("media").Text("state") == "ready",
            "the video is ready",
            TimeSpan.FromMinutes(2)
        );
        var whole = await Playback(Stage.Coordinator, project);
        Assert.False(whole.GetProperty("isPreview").GetBoolean());
        Assert.Equal(folder.Split('/')[^3..], Folder(whole).Split('/')[^3..]);
        Assert.Contains("ENDLIST", await client.GetStringAsync($"{folder}360p.m3u8"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_can_be_had_in_parts_and_kept()
    {
        var folder = Folder(await Playback(Stage.Coordinator, fixture.Project));
        using var client = fixture.Server.Anonymous();
        using var whole = await client.GetAsync($"{folder}480p/00000.m4s");
        var bytes = await whole.Content.ReadAsByteArrayAsync();

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{folder}480p/00000.m4s");
        request.Headers.Range = new RangeHeaderValue(100, 199);
        using var part = await client.SendAsync(request);
        using var known = new HttpRequestMessage(HttpMethod.Get, $"{folder}480p/00000.m4s");
        known.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var unchanged = await client.SendAsync(known);

        Assert.Equal(206, (int)part.StatusCode);
        Assert.Equal(bytes[100..200], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(304, (int)unchanged.StatusCode);
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
        using var playlist = await client.GetAsync($"{folder}480p.m3u8");
        Assert.True(playlist.Headers.CacheControl!.NoStore);
        Assert.Equal("application/vnd.apple.mpegurl", playlist.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("original.mp4")]
    [InlineData("1080p.m3u8")]
    [InlineData("480p/00099.m4s")]
    [InlineData("480p/0.m4s")]
    [InlineData("480p/")]
    [InlineData("")]
    [InlineData("..%2f..%2f..%2fgala.db")]
    [InlineData("480p/..%2finit.mp4")]
    [InlineData("480p/..%5cinit.mp4")]
    [InlineData("480p/%2e%2e%2finit.mp4")]
    [InlineData("480p/%252e%252e%252finit.mp4")]
    [InlineData("480p/init.mp4%00")]
    [InlineData("....//init.mp4")]
    public async Task Nothing_but_the_videos_own_files_is_found(string path)
    {
        var folder = Folder(await Playback(Stage.Coordinator, fixture.Project));
        using var client = fixture.Server.Anonymous();

        using var answer = await client.GetAsync(
            new Uri(folder + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
        );

        Assert.Contains((int)answer.StatusCode, (int[])[400, 404]);
    }

    [Fact]
    public async Task A_link_that_was_tampered_with_opens_nothing()
    {
        var master = (await Playback(Stage.Coordinator, fixture.Project)).Text("hls");
        var parts = new Uri(master).AbsolutePath.Split('/');
        var token = parts[2];
        using var client = fixture.Server.Anonymous();

        foreach (
            var forged in (string[])
                [
                    master.Replace(token, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), StringComparison.Ordinal),
                    master.Replace(token, "x", StringComparison.Ordinal),
                    master.Replace(fixture.Project, Guid.NewGuid().ToString("N"), StringComparison.Ordinal),
                    master.Replace($"/{parts[5]}/", "/99/", StringComparison.Ordinal),
                    master.Replace("/projects/", "/channel/", StringComparison.Ordinal),
                ]
        )
        {
            using var answer = await client.GetAsync(forged);
            Assert.Equal(404, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_playlist_shows_each_reader_what_was_consented_to()
    {
        var project = await ReadyFixture.Ready(Stage, "Fusées", 2);
        using var anonymous = fixture.Server.Anonymous();
        var otherSchool = await Stage.Organizer.MakeSchool("École du Fleuve");
        using var other = await fixture.Server.MakeCoordinator(Stage.Organizer, otherSchool);

        await ReadyFixture.Consent(Stage, project, "network");
        Assert.DoesNotContain(project, await Playlist(anonymous));
        Assert.Contains(project, await Playlist(other));
        var hls = (await Playback(other, project)).Text("hls");
        using var closed = await anonymous.GetAsync($"/api/projects/{project}/playback");
        await closed.Problem(401, "not-signed-in");

        await ReadyFixture.Consent(Stage, project, "live");
        Assert.DoesNotContain(project, await Playlist(other));
        using var gone = await other.GetAsync($"/api/projects/{project}/playback");
        await gone.Problem(404, "not-found");
        await ProjectStage.Until(
            async () =>
            {
                using var answer = await anonymous.GetAsync(hls);
                return (int)answer.StatusCode == 404;
            },
            "the link is closed",
            TimeSpan.FromSeconds(10)
        );
    }

    [Fact]
    public async Task A_link_given_right_after_the_consent_opens_at_once()
    {
        var project = await ReadyFixture.Ready(Stage, "Volcans", 2);
        var otherSchool = await Stage.Organizer.MakeSchool("École de la Source");
        using var other = await fixture.Server.MakeCoordinator(Stage.Organizer, otherSchool);
        using var anonymous = fixture.Server.Anonymous();

        for (var round = 0; round < 3; round++)
        {
            await ReadyFixture.Consent(Stage, project, "live");
            using var poster = await anonymous.GetAsync((await Playback(Stage.Coordinator, project)).Text("poster"));
            Assert.Equal(200, (int)poster.StatusCode); // the school looks at it, before it consents
            await ReadyFixture.Consent(Stage, project, "network");

            using var master = await anonymous.GetAsync((await Playback(other, project)).Text("hls"));

            Assert.Equal(200, (int)master.StatusCode);
        }
    }

    [Fact]
    public async Task A_feed_reader_finds_the_videos_and_plays_them()
    {
        using var anonymous = fixture.Server.Anonymous();

        using var answer = await anonymous.GetAsync($"/api/schools/{Stage.School}/playlist.rss");

        Assert.Equal("application/rss+xml", answer.Content.Headers.ContentType!.MediaType);
        var item = XDocument
            .Parse(await answer.Content.ReadAsStringAsync())
            .Descendants("item")
            .First(one => one.Element("title")!.Value == "Robots");
        XNamespace media = "http://search.yahoo.com/mrss/";
        Assert.Equal(string.Empty, await Ffmpeg.Decode(item.Element(media + "content")!.Attribute("url")!.Value));
    }

    [Fact]
    public async Task A_podcast_reader_downloads_a_video_as_a_file_whole_or_in_parts()
    {
        using var anonymous = fixture.Server.Anonymous();
        var feed = XDocument.Parse(await anonymous.GetStringAsync($"/api/schools/{Stage.School}/playlist.rss"));
        var enclosure = feed.Descendants("item")
            .First(one => one.Element("title")!.Value == "Robots")
            .Element("enclosure")!;
        var url = enclosure.Attribute("url")!.Value;

        var bytes = await anonymous.GetByteArrayAsync(url);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = new RangeHeaderValue(70_000, 70_999);
        using var part = await anonymous.SendAsync(request);
        using var head = await anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));

        Assert.Equal("video/mp4", enclosure.Attribute("type")!.Value);
        Assert.Equal(enclosure.Attribute("length")!.Value, $"{bytes.Length}");
        Assert.Equal(206, (int)part.StatusCode);
        Assert.Equal(bytes[70_000..71_000], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);
        Assert.Equal("video/mp4", head.Content.Headers.ContentType!.MediaType);
        Assert.True(
            bytes.AsSpan().IndexOf("moov"u8) < bytes.AsSpan().IndexOf("mdat"u8),
            "a player must read to the end of the file before it can begin"
        );
        Assert.Equal(string.Empty, await Ffmpeg.Decode(url));
        Assert.InRange(await Ffmpeg.Seconds(url), ReadyFixture.Seconds - 0.1, ReadyFixture.Seconds + 0.1);
    }

    [Fact]
    public async Task A_playlist_of_no_school_is_not_found()
    {
        using var anonymous = fixture.Server.Anonymous();

        using var answer = await anonymous.GetAsync($"/api/schools/{Guid.NewGuid():N}/playlist.json");

        await answer.Problem(404, "not-found");
    }

    private async Task<string[]> Playlist(HttpClient reader)
    {
        using var answer = await reader.GetAsync($"/api/schools/{Stage.School}/playlist");
        return
        [
            .. (await answer.Json(200)).GetProperty("items").EnumerateArray().Select(item => item.Text("projectId")),
        ];
    }

    private static async Task<JsonElement> Playback(HttpClient reader, string project)
    {
        using var answer = await reader.GetAsync($"/api/projects/{project}/playback");
        return await answer.Json(200);
    }

    private static string Folder(JsonElement playback) => playback.Text("hls")[..^"master.m3u8".Length];
}
