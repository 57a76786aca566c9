using System.Net.Http.Headers;
using System.Text;
using GalaPlatform.Blobs;
using GalaPlatform.Tests.Web.Common;
using GalaPlatform.Web.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>Captions from the school's file to the player, and the signed links of everything that a player fetches.</summary>
public sealed class CaptionTests(ReadyFixture fixture) : IClassFixture<ReadyFixture>
{
    private const string SubRip = "1\n00:00:01,000 --> 00:00:02,000\n<font>Bonjour</font> à <i>tous</i>\n";
    private const string WebVtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello";

    private ProjectStage Stage => fixture.Stage;

    [Fact]
    public async Task Captions_are_played_as_the_platform_wrote_them_until_they_are_taken_away()
    {
        using var sent = await Put("fr-ca", SubRip, "application/x-subrip");
        var project = await sent.Json(200);
        Assert.Contains("fr-CA", project.GetProperty("captions").EnumerateArray().Select(one => one.GetString()));

        var (url, hls) = await Track("fr-CA");
        using var anonymous = fixture.Server.Anonymous();
        using var words = await anonymous.GetAsync(url);
        Assert.Equal("text/vtt", words.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour à <i>tous</i>\n",
            await words.Content.ReadAsStringAsync()
        );
        var master = await anonymous.GetStringAsync(hls);
        Assert.Contains("TYPE=SUBTITLES,GROUP-ID=\"captions\",NAME=\"fr-CA\"", master, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(url), await anonymous.GetStringAsync(Playlist(url)), StringComparison.Ordinal);
        Assert.Equal(string.Empty, await Ffmpeg.Decode(hls));

        using var again = await Put("fr-CA", WebVtt, "text/vtt");
        await again.Json(200);
        Assert.NotEqual(url, (await Track("fr-CA")).Url);
        await Gone(anonymous, url);

        var (newer, _) = await Track("fr-CA");
        using var removed = await Stage.Coordinator.DeleteAsync(Address("fr-CA"));
        Assert.DoesNotContain(
            "fr-CA",
            (await removed.Json(200)).GetProperty("captions").EnumerateArray().Select(one => one.GetString())
        );
        await Gone(anonymous, newer);
        await ProjectStage.Until(async () => await BlobsOf("fr-ca") == 0, "the words are gone from the store");
    }

    [Fact]
    public async Task A_list_and_a_feed_name_the_captions_and_a_player_finds_the_videos()
    {
        using var sent = await Put("en", WebVtt, "text/vtt; charset=utf-8");
        await sent.Json(200);
        using var anonymous = fixture.Server.Anonymous();

        using var json = await anonymous.GetAsync($"/api/schools/{Stage.School}/playlist.json");
        var item = (await json.Json(200)).GetProperty("items").EnumerateArray().First();
        Assert.Contains(item.GetProperty("captions").EnumerateArray(), one => one.Text("lang") == "en");
        var feed = await anonymous.GetStringAsync($"/api/schools/{Stage.School}/playlist.rss");
        Assert.Contains("<media:subTitle type=\"text/vtt\" lang=\"en\"", feed, StringComparison.Ordinal);
        using var list = await anonymous.GetAsync($"/api/schools/{Stage.School}/playlist.m3u");
        Assert.Equal("audio/x-mpegurl", list.Content.Headers.ContentType!.MediaType);
        var lines = (await list.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal(["#EXTM3U", "#PLAYLIST:École des Érables", "#EXTINF:5,6B - Robots"], lines[..3]);
        Assert.Equal(string.Empty, await Ffmpeg.Decode(lines[3]));
    }

    [Theory]
    [InlineData("text/plain", WebVtt, 415, "captions-wrong-type")]
    [InlineData("text/vtt", SubRip, 422, "captions-no-header")]
    [InlineData("text/vtt", "WEBVTT\n\n00:01.000 --> 00:02\nHello", 422, "captions-bad-timing")]
    [InlineData("text/vtt", "WEBVTT\n\n01:00.000 --> 01:01.000\nHello", 422, "captions-after-end")]
    public async Task What_is_not_taken_is_refused_in_words(string type, string file, int status, string code)
    {
        using var refused = await Put("es", file, type);

        var problem = await refused.Problem(status, code);
        if (status == 422)
        {
            Assert.StartsWith("Ligne ", problem.GetProperty("message").Text("fr"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_is_too_big_or_a_language_that_is_none_is_refused()
    {
        using var large = await Put("es", WebVtt + new string(' ', 600_000), "text/vtt");
        await large.Problem(413, "captions-too-large");
        using var nowhere = await Put("..%2f..%2fx", WebVtt, "text/vtt");
        await nowhere.Problem(400, "captions-bad-language");
    }

    [Fact]
    public async Task Another_school_captions_nothing_here()
    {
        var otherSchool = await Stage.Organizer.MakeSchool("École du Fleuve");
        using var other = await fixture.Server.MakeCoordinator(Stage.Organizer, otherSchool);
        using var anonymous = fixture.Server.Anonymous();

        using var refused = await Put("es", WebVtt, "text/vtt", other);
        await refused.Problem(404, "not-found");
        using var closed = await Put("es", WebVtt, "text/vtt", anonymous);
        await closed.Problem(401, "not-signed-in");
    }

    [Fact]
    public async Task Every_file_of_a_video_opens_by_its_own_unexpired_link_alone_and_while_consent_lasts()
    {
        var project = await ReadyFixture.Ready(Stage, "Fusées", 2);
        using var sent = await Put("fr", WebVtt, "text/vtt", project: project);
        await sent.Json(200);
        using var anonymous = fixture.Server.Anonymous();
        var (captions, hls) = await Track("fr", anonymous, project);
        var folder = hls[..^"master.m3u8".Length];
        string[] files =
        [
            hls,
            $"{folder}360p.m3u8",
            $"{folder}360p/init.mp4",
            $"{folder}360p/00000.m4s",
            $"{folder}poster.jpg",
            captions,
            Playlist(captions),
        ];
        var token = new Uri(hls).AbsolutePath.Split('/')[2];
        string[] strangers =
        [
            Tampered(token),
            Token(project, TimeSpan.FromDays(-1)),
            Token(fixture.Project, TimeSpan.FromDays(1)),
        ];

        foreach (var file in files)
        {
            Assert.Equal(200, await Status(anonymous, file));
            foreach (var stranger in strangers)
            {
                Assert.Equal(404, await Status(anonymous, file.Replace(token, stranger, StringComparison.Ordinal)));
            }
        }

        using var withdrawn = await Stage.Coordinator.DeleteAsync($"/api/projects/{project}/consent");
        await withdrawn.Json(200);
        foreach (var file in files)
        {
            await Gone(anonymous, file);
        }
    }

    private string Address(string lang, string? project = null) =>
        $"/api/projects/{project ?? fixture.Project}/captions/{lang}";

    private async Task<HttpResponseMessage> Put(
        string lang,
        string file,
        string type,
        HttpClient? by = null,
        string? project = null
    )
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await (by ?? Stage.Coordinator).PutAsync(Address(lang, project), content);
    }

    private async Task<(string Url, string Hls)> Track(string lang, HttpClient? by = null, string? project = null)
    {
        using var got = await (by ?? Stage.Coordinator).GetAsync(
            $"/api/projects/{project ?? fixture.Project}/playback"
        );
        var playback = await got.Json(200);
        var track = playback.GetProperty("captions").EnumerateArray().Single(one => one.Text("lang") == lang);
        return (track.Text("url"), playback.Text("hls"));
    }

    private async Task<int> BlobsOf(string lang)
    {
        var count = 0;
        var blobs = fixture.Server.Services.GetRequiredService<IBlobStore>();
        await foreach (var name in blobs.List($"captions/{fixture.Project}", default))
        {
            count += name.Contains($"/{lang}.", StringComparison.Ordinal) ? 1 : 0;
        }
        return count;
    }

    private string Token(string project, TimeSpan lifetime) =>
        fixture
            .Server.Services.GetRequiredService<MediaLinks>()
            .Issue(new MediaTicket(MediaScope.Project, MediaUse.Public, Guid.Parse(project)), lifetime);

    private static string Tampered(string token) => token[..^1] + (token[^1] == 'A' ? 'B' : 'A');

    private static string Playlist(string captions) => Path.ChangeExtension(captions, ".m3u8");

    private static async Task<int> Status(HttpClient client, string url)
    {
        using var answer = await client.GetAsync(url);
        return (int)answer.StatusCode;
    }

    private static Task Gone(HttpClient client, string url) =>
        ProjectStage.Until(async () => await Status(client, url) == 404, $"closed: {url}", TimeSpan.FromSeconds(10));
}
