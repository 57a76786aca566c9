using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GalaPlatform.Tests.Web.Common;
using GalaPlatform.Tests.Web.Projects;

namespace GalaPlatform.Tests.Web.Programme;

public sealed class ChannelTests(ReadyFixture fixture) : IClassFixture<ReadyFixture>
{
    private ProjectStage Stage => fixture.Stage;

    [Fact]
    public async Task Before_the_doors_open_there_is_no_channel()
    {
        var gala = await Announce();

        var playback = await Playback(Stage.Coordinator, gala);

        Assert.Equal("scheduled", playback.Text("state"));
        Assert.Equal(JsonValueKind.Null, playback.GetProperty("hls").ValueKind);
        Assert.NotEmpty(playback.Text("startsAt"));
    }

    [Fact]
    public async Task Two_players_see_the_same_segments_at_the_same_time_without_a_gap()
    {
        var hls = await OnAir();
        using var one = fixture.Server.Anonymous();
        using var other = fixture.Server.Anonymous();

        long? last = null;
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(8); )
        {
            var (mine, theirs) = (await Read(one, hls, "480p"), await Read(other, hls, "360p"));
            var common = Math.Min(mine.Last, theirs.Last);
            Assert.InRange(Math.Abs(mine.Last - theirs.Last), 0, 1);
            Assert.Equal(mine.NameOf(common, "480p"), theirs.NameOf(common, "360p"));
            Assert.True(last is null || (mine.Last >= last && mine.First <= last + 1), "a segment was left out");
            last = mine.Last;
        }

        Assert.True(last > 2);
    }

    [Fact]
    public async Task The_channel_decodes_across_the_joint_of_slate_and_video() =>
        Assert.Equal(string.Empty, await Ffmpeg.Watch(await OnAir(), 10));

    [Fact]
    public async Task The_sequence_goes_on_after_the_platform_was_started_anew()
    {
        var hls = await OnAir();
        using var before = fixture.Server.Anonymous();
        var old = await Read(before, hls, "480p");

        await fixture.Restart();

        using var after = fixture.Server.Anonymous();
        var path = new Uri(hls).AbsolutePath;
        var young = await Read(after, new Uri(fixture.Server.Address, path).ToString(), "480p");
        Assert.True(young.First <= old.Last + 1 && young.Last >= old.Last, "the sequence does not go on");
        foreach (var sequence in old.Sequences.Intersect(young.Sequences))
        {
            Assert.Equal(old.NameOf(sequence, "480p"), young.NameOf(sequence, "480p"));
        }
    }

    [Fact]
    public async Task A_channel_is_for_the_people_and_seats_of_invited_schools()
    {
        var gala = await Announce();
        var otherSchool = await Stage.Organizer.MakeSchool("École du Fleuve");
        using var other = await fixture.Server.MakeCoordinator(Stage.Organizer, otherSchool);
        var code = await Stage.Coordinator.MakeCode(Stage.Classroom);
        using var anonymous = fixture.Server.Anonymous();
        using var seat = fixture.Server.WithToken((await anonymous.Join(code)).Text("token"));

        Assert.Equal("scheduled", (await Playback(seat, gala)).Text("state"));
        using var stranger = await other.GetAsync($"/api/galas/{gala}/playback");
        await stranger.Problem(404, "not-found");
        using var nobody = await anonymous.GetAsync($"/api/galas/{gala}/playback");
        await nobody.Problem(401, "not-signed-in");
    }

    [Fact]
    public async Task What_was_withdrawn_is_gone_from_the_channel_within_ten_seconds()
    {
        var project = await ReadyFixture.Ready(Stage, "Fusées", 30);
        var hls = await OnAir(project);
        using var viewer = fixture.Server.Anonymous();
        // What follows the joint is the video's, not the slate's.
        var segment = (await Read(viewer, hls, "480p")).Addresses[^1];
        using var shown = await viewer.GetAsync(segment);
        Assert.Equal(200, (int)shown.StatusCode);

        using var withdrawn = await Stage.Coordinator.Send(HttpMethod.Delete, $"/api/projects/{project}/consent");
        await withdrawn.Json(200);

        await ProjectStage.Until(
            async () =>
            {
                using var answer = await viewer.GetAsync(segment);
                return (int)answer.StatusCode == 404;
            },
            "the segment is not served any more",
            TimeSpan.FromSeconds(10)
        );
    }

    [Fact]
    public async Task What_may_not_be_shown_live_cannot_be_in_a_programme()
    {
        var project = await ReadyFixture.Ready(Stage, "Marées", 2);
        await ReadyFixture.Consent(Stage, project, "network", "public");
        var gala = await Stage.Organizer.MakeGala();
        using var invited = await Stage.Organizer.Post($"/api/galas/{gala}/schools", new { schoolId = Stage.School });
        Assert.True(invited.IsSuccessStatusCode);

        using var answer = await Stage.Organizer.Send(
            HttpMethod.Put,
            $"/api/galas/{gala}/programme",
            new { sessions = new[] { new { kind = "video", projectId = project } } }
        );

        await answer.Problem(409, "project-not-consented");
        using var programme = await Stage.Organizer.GetAsync($"/api/galas/{gala}/programme");
        Assert.Equal(0, (await programme.Json(200)).GetProperty("sessions").GetArrayLength());
    }

    private async Task<string> Announce(params string[] projects)
    {
        var gala = await Stage.Organizer.MakeGala();
        using var invited = await Stage.Organizer.Post($"/api/galas/{gala}/schools", new { schoolId = Stage.School });
        Assert.True(invited.IsSuccessStatusCode);
        var shown = projects.Length == 0 ? [fixture.Project] : projects;
        object[] sessions = [.. shown.Select(projectId => new { kind = "video", projectId })];
        using var written = await Stage.Organizer.Send(
            HttpMethod.Put,
            $"/api/galas/{gala}/programme",
            new { sessions }
        );
        await written.Json(200);
        await Stage.Organizer.Move(gala, "scheduled");
        return gala;
    }

    // On air, with the first video's first segment published.
    private async Task<string> OnAir(params string[] projects)
    {
        var gala = await Announce(projects);
        await ProjectStage.Until(
            async () =>
            {
                using var opened = await Stage.Organizer.Post($"/api/galas/{gala}/transitions", new { to = "lobby" });
                return (int)opened.StatusCode != 503;
            },
            "the slate is made",
            TimeSpan.FromMinutes(2)
        );
        await Stage.Organizer.Move(gala, "live");
        var hls = string.Empty;
        await ProjectStage.Until(
            async () =>
            {
                var address = (await Playback(Stage.Coordinator, gala)).GetProperty("hls");
                hls = address.GetString() ?? string.Empty;
                using var client = fixture.Server.Anonymous();
                return hls.Length > 0
                    && (await Read(client, hls, "480p")).Text.Contains(
                        "EXT-X-DISCONTINUITY\n",
                        StringComparison.Ordinal
                    );
            },
            "the video is on air"
        );
        return hls;
    }

    private static async Task<JsonElement> Playback(HttpClient reader, string gala)
    {
        using var answer = await reader.GetAsync($"/api/galas/{gala}/playback");
        return await answer.Json(200);
    }

    private static async Task<Listing> Read(HttpClient client, string master, string rendition)
    {
        var folder = master[..^"master.m3u8".Length];
        return new Listing(await client.GetStringAsync($"{folder}{rendition}.m3u8"), folder);
    }

    /// <summary>What a player reads.</summary>
    private sealed record Listing(string Text, string Folder)
    {
        private string[] Lines => Text.Split('\n');

        public string[] Addresses =>
            [.. Lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => Folder + line)];

        public long First =>
            long.Parse(
                Lines.Single(line => line.StartsWith("#EXT-X-MEDIA-SEQUENCE:", StringComparison.Ordinal)).Split(':')[1],
                CultureInfo.InvariantCulture
            );

        public long Last => First + Addresses.Length - 1;

        public IEnumerable<long> Sequences => Enumerable.Range(0, Addresses.Length).Select(place => First + place);

        public string NameOf(long sequence, string rendition) =>
            Addresses[(int)(sequence - First)].Replace($"/{rendition}/", "/", StringComparison.Ordinal)[
                Folder.Length..
            ];
    }
}
