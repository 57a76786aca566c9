using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>A gala as its people live it, with clients that are not ours.</summary>
[Collection("network")]
public sealed class GalaStoryTests(Network network)
{
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Two_players_see_the_same_channel_for_half_a_minute_without_a_gap_or_an_error()
    {
        var gala = await network.GoLive("Le gala que tout le monde regarde");
        using var seat = await network.Join(network.Schools[0], gala);
        using var other = await network.Join(network.Schools[1], gala);
        var since = Stopwatch.StartNew();
        using var http = new HttpClient();
        ChannelReader[] players = [await Player(seat, gala), await Player(other, gala)];

        using var stop = new CancellationTokenSource(Watching);
        var reading = players.Select(player => player.Read(stop.Token)).ToList();
        var decoded = await Tool.Run(
            "ffmpeg",
            ["-nostdin", "-hide_banner", "-v", "error", "-i", await Hls(seat, gala), "-t", "24", "-f", "null", "-"]
        );
        await Task.WhenAll(reading);

        Assert.Equal((0, ""), (decoded.Code, decoded.Errors));
        AssertSameChannel(players[0], players[1]);

        async Task<ChannelReader> Player(Api person, string of) => new(http, await Hls(person, of), since);
    }

    [Fact]
    public async Task Two_classes_speak_and_each_reads_every_message_once_and_in_order()
    {
        var gala = await network.GoLive("Le gala qui clavarde");
        using var seat = await network.Join(network.Schools[0], gala);
        using var other = await network.Join(network.Schools[1], gala);
        using var first = new NodeClient("chat.mjs", seat, gala);
        using var second = new NodeClient("chat.mjs", other, gala);
        await Task.WhenAll(Joined(first), Joined(second));

        foreach (var number in Enumerable.Range(1, 5))
        {
            first.Tell(new { say = $"Bravo {number} !", id = $"erables-{number}" });
            second.Tell(new { say = $"Merci {number} !", id = $"fleuve-{number}" });
        }
        second.Tell(new { react = "clap" });
        await Task.WhenAll(Saw(first, 10), Saw(second, 10));

        Assert.Equal(first.Messages, second.Messages);
        Assert.Equal(10, first.Messages.Distinct().Count());
        Assert.Equal(["Bravo 1 !", "Bravo 2 !"], first.Messages.Where(text => text.StartsWith('B')).Take(2));
        await first.Expect("the reaction is counted", 5, told => told["reactions"]?["clap"]?.GetValue<int>() == 1);
        var log = await network.Organizer.Get($"/api/galas/{gala}/entries?limit=100");
        Assert.Equal(first.Messages, Messages(log));
        var bravo = first.Told.First(told => told["entry"]?["d"]?["text"]?.GetValue<string>() == "Bravo 1 !");
        Assert.Equal("6B", bravo["entry"]!["f"]!["class"]!.GetValue<string>());
        Assert.Equal(network.Schools[0].Name, bravo["entry"]!["f"]!["school"]!.GetValue<string>());
    }

    [Fact]
    public async Task Each_school_has_its_playlist_and_its_videos_play_anywhere()
    {
        foreach (var (school, expected) in network.Schools.Zip([2, 1]))
        {
            var playlist = await school.Coordinator.Get($"/api/schools/{school.Id}/playlist");
            var items = playlist["items"]!.AsArray();
            Assert.Equal(expected, items.Count);
            foreach (var item in items)
            {
                await AssertPlays(item!);
            }
            using var anybody = new HttpClient();
            var feed = await anybody.GetStringAsync($"{network.Product.Address}/api/schools/{school.Id}/playlist.rss");
            Assert.Equal(expected, feed.Split("<item>").Length - 1);
        }
    }

    [Fact]
    public async Task A_wrong_class_code_is_not_found()
    {
        using var door = new Api(network.Product.Address);

        var (status, problem) = await door.Try(HttpMethod.Post, "/api/join", new { code = "ZZZZ2222", kind = "class" });

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("code-unknown", Api.Text(problem!, "code"));
    }

    [Fact]
    public async Task A_file_that_is_no_video_fails_with_a_reason_in_both_languages()
    {
        var school = network.Schools[0];
        var file = Path.Combine(network.Product.Data, "page.mp4");
        await File.WriteAllTextAsync(file, "<html><body>Je ne suis pas une vidéo</body></html>");
        var project = await Network.CreateProject(school, "Une page");

        using var upload = new NodeClient("upload.mjs", school.Coordinator, project, file);
        await upload.Expect("an answer", 30, told => told["done"] is not null || told["failed"] is not null);
        JsonNode media = null!;
        await Until.True(
            "the video is refused",
            TimeSpan.FromSeconds(60),
            async () =>
            {
                media = (await school.Coordinator.Get($"/api/projects/{project}"))["media"]!;
                return Api.Text(media, "state") == "failed";
            },
            () => media.ToJsonString()
        );

        Assert.NotEmpty(Api.Text(media["problem"]!["message"]!, "fr"));
        Assert.NotEmpty(Api.Text(media["problem"]!["message"]!, "en"));
    }

    /// <summary>Same segments under the same numbers, no number missing, met at the same moment, joints among them.</summary>
    private static void AssertSameChannel(ChannelReader one, ChannelReader two)
    {
        Assert.Equal(one.Seen.Keys, two.Seen.Keys);
        Assert.Equal(one.Seen.Count, one.Seen.Keys.Last() - one.Seen.Keys.First() + 1);
        var (start, end) = (one.Seen.Values.First().Start, one.Seen.Values.Last().Start);
        Assert.True(end - start > Watching * 0.8, $"Only from {start:O} to {end:O}.");
        Assert.True(
            one.Seen.Values.Count(segment => segment.Joint) >= 3,
            "The joints of five sessions were to be seen."
        );
        foreach (var (number, seen) in one.Seen)
        {
            var same = two.Seen[number];
            Assert.Equal(seen with { At = default }, same with { At = default });
            Assert.True(
                (seen.At - same.At).Duration() < TimeSpan.FromSeconds(1.5),
                $"{number}: {seen.At} and {same.At}"
            );
        }
        foreach (var (before, after) in one.Seen.Values.Zip(one.Seen.Values.Skip(1)))
        {
            Assert.Equal(before.Start.AddSeconds(before.Seconds), after.Start, TimeSpan.FromMilliseconds(50));
        }
    }

    private static async Task AssertPlays(JsonNode item)
    {
        var shown = await Tool.Run(
            "ffprobe",
            [
                "-v",
                "error",
                "-show_entries",
                "stream=codec_name:format=duration",
                "-of",
                "csv=p=0",
                Api.Text(item, "hls"),
            ]
        );
        Assert.Equal((0, ""), (shown.Code, shown.Errors));
        Assert.Contains("h264", shown.Output, StringComparison.Ordinal);
        Assert.Contains("aac", shown.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Messages(JsonNode log) =>
        log["items"]!
            .AsArray()
            .Where(entry => entry!["k"]!.GetValue<string>() == "message")
            .Select(entry => entry!["d"]!["text"]!.GetValue<string>());

    private static async Task<string> Hls(Api person, string gala) =>
        new Uri(new Uri(person.Address), Api.Text(await person.Get($"/api/galas/{gala}/playback"), "hls")).ToString();

    private static Task<JsonNode> Joined(NodeClient client) =>
        client.Expect("the seat is in the room", 20, told => told["joined"] is not null);

    private static Task Saw(NodeClient client, int count) =>
        Until.True(
            $"{count} messages were seen",
            TimeSpan.FromSeconds(40),
            () => Task.FromResult(client.Messages.Count >= count),
            () => string.Join('\n', client.Told.Select(told => told.ToJsonString()))
        );
}
