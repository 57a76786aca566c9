using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>What was acknowledged survives the process: told to stop, or cut off.</summary>
[Collection("network")]
public sealed class RestartTests(Network network)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Told_to_stop_it_ends_within_five_seconds_and_is_ready_again_within_five()
    {
        var gala = await network.GoLive("Le gala qui s’arrête");
        using var seat = await network.Join(network.Schools[0], gala);
        using var connected = new NodeClient("chat.mjs", seat, gala);
        await connected.Expect("the seat is in the room", 20, told => told["joined"] is not null);

        var (code, took) = await network.Product.Terminate();
        var ready = await network.Product.Start();

        Assert.Equal(0, code);
        Assert.InRange(took, TimeSpan.Zero, Allowed);
        Assert.InRange(ready, TimeSpan.Zero, Allowed);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_with_everything_that_it_acknowledged()
    {
        var (gala, school) = (await network.GoLive("Le gala sans courant"), network.Schools[0]);
        using var seat = await network.Join(school, gala);
        using var other = await network.Join(network.Schools[1], gala);
        using var speaker = new NodeClient("chat.mjs", seat, gala);
        using var listener = new NodeClient("chat.mjs", other, gala);
        await speaker.Expect("the speaker is in the room", 20, told => told["joined"] is not null);
        await listener.Expect("the listener is in the room", 20, told => told["joined"] is not null);
        using var http = new HttpClient();
        using var stop = new CancellationTokenSource();
        var channel = new ChannelReader(http, await Hls(seat, gala), Stopwatch.StartNew());
        var reading = channel.Read(stop.Token);

        var cue = await network.Organizer.Post($"/api/galas/{gala}/cues", new { action = "next" }, "cue-1");
        var project = await Network.CreateProject(school, "Un projet de dernière minute", "project-1");
        var recording = await Repository.Clip("car-detection.mp4", 30, network.Product.Data);
        using var upload = new NodeClient("upload.mjs", school.Coordinator, project, recording);
        await upload.Expect("some of the file is there", 30, told => told["sent"] is not null);
        Speak(speaker, 1, 6);
        await speaker.Expect("a message was acknowledged", 20, Posted("m-3"));
        await network.Product.Kill();
        var newestBefore = channel.Seen.Keys.Last();
        var ready = await network.Product.Start();

        await AssertMessages(gala, speaker, listener, 6);
        await upload.Expect("the upload went on to its end", 120, told => told["done"] is not null);
        Assert.Equal(await HashOf(recording), await HashOf(Original(project)));
        Assert.Equal(project, await Network.CreateProject(school, "Un projet de dernière minute", "project-1"));
        var again = await network.Organizer.Post($"/api/galas/{gala}/cues", new { action = "next" }, "cue-1");
        Assert.Equal(cue.ToJsonString(), again.ToJsonString());
        await AssertOneCue(gala, Api.Text(cue, "sessionId"));
        await Until.True(
            "the channel went on",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(channel.Seen.Keys.Last() > newestBefore + 3)
        );
        await stop.CancelAsync();
        await reading;
        Assert.Equal(channel.Seen.Count, channel.Seen.Keys.Last() - channel.Seen.Keys.First() + 1);
        Assert.InRange(ready, TimeSpan.Zero, Allowed);
    }

    [Fact]
    public async Task Killed_while_a_video_is_being_made_it_makes_it_anew_and_whole()
    {
        var school = network.Schools[1];
        var project = await Network.CreateProject(school, "Un projet au mauvais moment");
        var recording = await Repository.Clip("car-detection.mp4", 30, network.Product.Data);
        using var upload = new NodeClient("upload.mjs", school.Coordinator, project, recording);
        await upload.Expect("the file is there", 60, told => told["done"] is not null);
        await Until.True("ffmpeg is at work", TimeSpan.FromSeconds(60), () => IsAtWork(project));

        await network.Product.Kill();
        await Until.True("ffmpeg died with it", TimeSpan.FromSeconds(5), async () => await Walls(project) is "");
        await network.Product.Start();

        await Until.True(
            "the video is ready",
            TimeSpan.FromMinutes(2),
            async () =>
                Api.Text((await school.Coordinator.Get($"/api/projects/{project}"))["media"]!, "state") == "ready"
        );
        var hls = Api.Text(await school.Coordinator.Get($"/api/projects/{project}/playback"), "hls");
        Assert.EndsWith($"/projects/{project}/2/master.m3u8", hls, StringComparison.Ordinal);
        var decoded = await Tool.Run("ffmpeg", "-nostdin", "-v", "error", "-i", hls, "-f", "null", "-");
        Assert.Equal((0, ""), (decoded.Code, decoded.Errors));
    }

    // Behind its walls: before they stand, nothing ties them to the platform yet.
    private static async Task<bool> IsAtWork(string project)
    {
        var walls = await Walls(project);
        return walls.Length > 0 && (await Tool.Run("pgrep", "-x", "-P", walls, "ffmpeg")).Code == 0;
    }

    private static async Task<string> Walls(string project) =>
        (await Tool.Run("pgrep", "-d", ",", "-f", $"bwrap.*{project}-[0-9]+/out")).Output.Trim();

    private string Original(string project) =>
        Assert.Single(Directory.GetFiles(Path.Combine(network.Product.Data, "blobs", "originals", project)));

    private static async Task<string> HashOf(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file));
    }

    private static void Speak(NodeClient speaker, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            speaker.Tell(new { say = $"Message {number}", id = $"m-{number}" });
        }
    }

    /// <summary>Those acknowledged before the cut and those repeated after it: each once, in order, for everybody.</summary>
    private async Task AssertMessages(string gala, NodeClient speaker, NodeClient listener, int count)
    {
        await speaker.Expect("the last message is acknowledged", 60, Posted($"m-{count}"));
        var expected = Enumerable.Range(1, count).Select(number => $"Message {number}").ToList();
        await Until.True(
            "the listener came back and read everything",
            TimeSpan.FromSeconds(30),
            () => Task.FromResult(listener.Messages.Count >= count),
            () => string.Join('\n', listener.Told.Select(told => told.ToJsonString()))
        );
        var log = await network.Organizer.Get($"/api/galas/{gala}/entries?limit=100");
        var kept = log["items"]!.AsArray().Where(entry => entry!["k"]!.GetValue<string>() == "message");

        Assert.Equal(expected, kept.Select(entry => entry!["d"]!["text"]!.GetValue<string>()));
        Assert.Equal(expected, listener.Messages);
    }

    /// <summary>The cue moved the programme by one session: what came before it is done, what comes after is not.</summary>
    private async Task AssertOneCue(string gala, string target)
    {
        var sessions = (await network.Organizer.Get($"/api/galas/{gala}/programme"))["sessions"]!.AsArray();
        var skipped = sessions.TakeWhile(session => Api.Text(session!, "id") != target);

        Assert.Contains(sessions, session => Api.Text(session!, "id") == target);
        Assert.All(skipped, session => Assert.NotEqual("planned", Api.Text(session!, "state")));
    }

    private static Func<JsonNode, bool> Posted(string id) =>
        told => told["id"]?.GetValue<string>() == id && told["answer"]?["status"]?.GetValue<string>() is "posted";

    private static async Task<string> Hls(Api person, string gala) =>
        new Uri(new Uri(person.Address), Api.Text(await person.Get($"/api/galas/{gala}/playback"), "hls")).ToString();
}
