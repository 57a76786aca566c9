using System.Text.Json;
using GalaPlatform.Tests.Specs.Room;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Room;

/// <summary>What the hub promises, whichever way frames go.</summary>
public abstract class RoomSpecs(RoomStage stage)
{
    private string Gala => stage.Gala;

    [Fact]
    public async Task A_message_of_one_class_appears_at_the_others_once_and_signed()
    {
        var (speaker, _) = await stage.Viewer(0, "class");
        var (reader, joined) = await stage.Viewer(1);

        var said = await speaker.Say(Gala, "Bravo à tous ! 👏");

        Assert.Equal("posted", said.Text("status"));
        var entries = await reader.EntriesUpTo(said.GetProperty("seq").GetInt64());
        var entry = Assert.Single(
            entries,
            entry => entry.GetProperty("s").GetInt64() == said.GetProperty("seq").GetInt64()
        );
        Assert.Equal(Numbers(joined.GetProperty("head").GetInt64() + 1, entries.Count), entries.Select(Number));
        Assert.Equal("message", entry.Text("k"));
        Assert.Equal("Bravo à tous ! 👏", entry.GetProperty("d").Text("text"));
        Assert.Equal("6B", entry.GetProperty("f").Text("class"));
        Assert.Equal("École des Érables", entry.GetProperty("f").Text("school"));
    }

    [Fact]
    public async Task Joining_tells_who_one_is_and_where_the_room_stands()
    {
        var (_, joined) = await stage.Viewer(0, "class");

        Assert.Equal(32, joined.Text("epoch").Length);
        Assert.False(joined.GetProperty("recovered").GetBoolean());
        Assert.Equal("École des Érables", joined.GetProperty("you").Text("school"));
        Assert.True(joined.GetProperty("presence").GetProperty("seats").GetInt32() >= 1);
        Assert.True(joined.GetProperty("presence").GetProperty("people").GetInt32() >= 28);
        Assert.Equal(JsonValueKind.Array, joined.GetProperty("programme").GetProperty("sessions").ValueKind);
        Assert.EndsWith("Z", joined.Text("now"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_command_gets_the_same_answer_and_is_one_message()
    {
        var (speaker, _) = await stage.Viewer();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => speaker.Say(Gala, "Une fois", "same-id")));
        var other = await speaker.Say(Gala, "Autre chose", "same-id");

        Assert.Single(answers.Select(answer => answer.GetRawText()).Distinct());
        Assert.Equal("command-reused", other.Text("code"));
    }

    [Fact]
    public async Task Who_comes_back_gets_what_was_missed_in_order_and_nothing_else()
    {
        var (speaker, _) = await stage.Viewer();
        var token = await stage.TakeSeat(1);
        await using var reader = await stage.Connect(token);
        var joined = await reader.Join(Gala);
        var seen = await Say(speaker, 3);
        await reader.EntriesUpTo(seen);
        await reader.DisposeAsync();
        var missed = await Say(speaker, 7);

        await using var again = await stage.Connect(token);
        var recovered = await again.Join(Gala, joined.Text("epoch"), seen);

        Assert.True(recovered.GetProperty("recovered").GetBoolean());
        // What reaches the node a moment after the answer follows in a frame.
        var heard = recovered.GetProperty("entries").EnumerateArray().Select(Number).ToList();
        if (recovered.GetProperty("head").GetInt64() < missed)
        {
            heard.AddRange((await again.EntriesUpTo(missed)).Select(Number));
        }
        Assert.Equal(Numbers(seen + 1, (int)(missed - seen)), heard);
    }

    [Fact]
    public async Task Another_epoch_gets_the_newest_entries()
    {
        var (speaker, _) = await stage.Viewer();
        await Say(speaker, 2);
        var client = await stage.Seat(1);

        var joined = await client.Join(Gala, "0000", 0);

        Assert.False(joined.GetProperty("recovered").GetBoolean());
        Assert.Equal(
            joined.GetProperty("head").GetInt64(),
            Number(joined.GetProperty("entries").EnumerateArray().Last())
        );
    }

    [Fact]
    public async Task Joins_during_a_burst_see_neither_gap_nor_double()
    {
        var (speaker, _) = await stage.Viewer();
        var readers = new List<Task<(HubClient Client, JsonElement Joined)>>();
        using var health = stage.Server.Anonymous();

        var talking = Task.Run(() => Say(speaker, 60));
        for (var number = 0; number < 12; number++)
        {
            readers.Add(stage.Viewer(1));
            using var pause = await health.GetAsync("/health/live");
        }
        var last = await talking;

        foreach (var (client, joined) in await Task.WhenAll(readers))
        {
            var heard = joined.GetProperty("entries").EnumerateArray().Select(Number).ToList();
            if (heard.Count == 0 || heard[^1] < last)
            {
                heard.AddRange((await client.EntriesUpTo(last)).Select(Number));
            }
            Assert.Equal(Numbers(heard[0], heard.Count), heard);
            Assert.Equal("answer", client.Received.First().Kind);
        }
    }

    [Fact]
    public async Task A_reader_that_stops_reading_does_not_slow_the_others()
    {
        var (speaker, _) = await stage.Viewer();
        var (stuck, _) = await stage.Viewer(1);
        var (reader, _) = await stage.Viewer(1);
        stuck.StopReading();

        var last = await Say(speaker, 40, new string('x', 280));
        var entries = await reader.EntriesUpTo(last);

        Assert.Equal(Numbers(Number(entries[0]), entries.Count), entries.Select(Number));
    }

    [Fact]
    public async Task Reactions_of_all_are_summed()
    {
        var (one, _) = await stage.Viewer(0);
        var (other, _) = await stage.Viewer(1);
        for (var taps = 0; taps < 6; taps++)
        {
            await one.Post("React", new { galaId = Gala, kind = "clap" });
            await other.Post("React", new { galaId = Gala, kind = "clap" });
        }

        var claps = 0;
        while (claps < 12)
        {
            claps += (await one.FrameWith("r")).GetProperty("r").GetProperty("clap").GetInt32();
        }
        Assert.Equal(12, claps);
    }

    [Fact]
    public async Task Presence_counts_seats_and_the_people_behind_them()
    {
        var (watcher, joined) = await stage.Viewer();
        var before = joined.GetProperty("presence").GetProperty("people").GetInt32();

        await stage.Viewer(1, "class");

        var frame = await watcher.FrameWith("p");
        while (frame.GetProperty("p").GetProperty("people").GetInt32() < before + 28)
        {
            frame = await watcher.FrameWith("p");
        }
    }

    [Theory]
    [InlineData("Join", "{}")]
    [InlineData("Join", "[]")]
    [InlineData("Join", "\"x\"")]
    [InlineData("Join", "null")]
    [InlineData("Join", "{\"galaId\":7}")]
    [InlineData("Say", "{\"galaId\":\"$\"}")]
    [InlineData("Say", "{\"galaId\":\"$\",\"commandId\":\"a b\",\"text\":\"x\"}")]
    [InlineData("Say", "{\"galaId\":\"$\",\"commandId\":\"a\",\"text\":[]}")]
    [InlineData("Say", "{\"galaId\":\"$\",\"commandId\":\"a\",\"text\":\"x\",\"replyTo\":-1}")]
    [InlineData("React", "{\"galaId\":\"$\"}")]
    [InlineData("Leave", "7")]
    public async Task Wrong_arguments_are_refused_and_the_connection_lives(string method, string argument)
    {
        var (client, _) = await stage.Viewer();

        var refused = await Refusal(
            client.Call(
                method,
                JsonSerializer.Deserialize<JsonElement>(argument.Replace("$", Gala, StringComparison.Ordinal))
            )
        );
        var tooMany = await Refusal(client.Call(method, 1, 2, 3));
        var none = await Refusal(client.Call(method));

        Assert.Equal(["bad-arguments", "bad-arguments", "bad-arguments"], [refused, tooMany, none]);
        Assert.Equal("posted", (await client.Say(Gala, "Toujours là")).Text("status"));
    }

    [Fact]
    public async Task An_unknown_reaction_is_an_error()
    {
        var (client, _) = await stage.Viewer();

        Assert.Equal("unknown-reaction", await Refusal(client.Call("React", new { galaId = Gala, kind = "boo" })));
    }

    [Fact]
    public async Task Texts_have_bounds()
    {
        var (client, _) = await stage.Viewer();

        Assert.Equal("message-empty", (await client.Say(Gala, " \u200B ")).Text("code"));
        Assert.Equal("message-too-long", (await client.Say(Gala, new string('a', 301))).Text("code"));
        Assert.Equal("posted", (await client.Say(Gala, new string('é', 300))).Text("status"));
    }

    [Fact]
    public async Task Nobody_speaks_before_joining_or_after_leaving()
    {
        var client = await stage.Seat();
        Assert.Equal("not-joined", await Refusal(client.Say(Gala, "Allô")));

        await client.Join(Gala);
        await client.Call("Leave", new { galaId = Gala });

        Assert.Equal("not-joined", await Refusal(client.Say(Gala, "Allô")));
    }

    [Fact]
    public async Task Whoever_was_not_invited_does_not_find_the_gala()
    {
        var stranger = await stage.Connect(
            await stage.TakeSeat(await stage.Code("École d’ailleurs", "4C", isInvited: false))
        );
        var teacher = await stage.Connect((await stage.TakeSeat()));

        Assert.Equal("not-found", await Refusal(stranger.Join(Gala)));
        Assert.Equal("not-found", await Refusal(teacher.Join(Guid.CreateVersion7().ToString("N"))));
        Assert.Equal("not-found", await Refusal(teacher.Join("x")));
        await Assert.ThrowsAnyAsync<Exception>(() => stage.Connect(null));
    }

    [Fact]
    public async Task The_log_is_read_over_http_by_the_same_readers()
    {
        var (speaker, _) = await stage.Viewer();
        var last = await Say(speaker, 4);
        using var seat = stage.Server.WithToken(await stage.TakeSeat(1));
        using var stranger = stage.Server.WithToken(
            await stage.TakeSeat(await stage.Code("École de loin", "4C", isInvited: false))
        );

        using var page = await seat.GetAsync($"/api/galas/{Gala}/entries?after={last - 4}&limit=3");
        using var refused = await stranger.GetAsync($"/api/galas/{Gala}/entries");
        using var nobody = await stage.Server.Anonymous().GetAsync($"/api/galas/{Gala}/entries");

        var read = await page.Json(200);
        Assert.Equal(Numbers(last - 3, 3), read.GetProperty("items").EnumerateArray().Select(Number));
        Assert.Equal($"{last - 1}", read.Text("next"));
        await refused.Problem(404, "not-found");
        await nobody.Problem(401, "not-signed-in");
    }

    private async Task<long> Say(HubClient speaker, int times, string text = "Message")
    {
        var last = 0L;
        for (var number = 0; number < times; number++)
        {
            var said = await speaker.Say(Gala, $"{text} {number}");
            Assert.True(said.Text("status") == "posted", said.GetRawText());
            last = said.GetProperty("seq").GetInt64();
        }
        return last;
    }

    private static async Task<string> Refusal(Task<JsonElement> call) =>
        (await Assert.ThrowsAsync<HubCallException>(() => call)).Code;

    private static IEnumerable<long> Numbers(long first, int count) =>
        Enumerable.Range(0, count).Select(step => first + step);

    private static long Number(JsonElement entry) => entry.GetProperty("s").GetInt64();
}
