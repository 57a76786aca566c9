using GalaPlatform.Tests.Web.Common;
using GalaPlatform.Tests.Web.Room;

namespace GalaPlatform.Tests.Web.Moderation;

public sealed class PaceTests(PaceTests.Stage stage) : IClassFixture<PaceTests.Stage>
{
    public sealed class Stage() : RoomStage("Direct");

    [Fact]
    public async Task In_slow_mode_a_seat_is_told_how_long_to_wait_and_the_staff_is_not()
    {
        var (speaker, _) = await stage.Viewer();
        using var slowed = await Moderate(new { action = "slow", seconds = 30 });
        Assert.Equal(30, (await slowed.Json(200)).GetProperty("slowSeconds").GetInt32());

        await speaker.Say(stage.Gala, "Une fois");
        var again = await speaker.Say(stage.Gala, "Deux fois");
        await using var organizer = await stage.Connect(stage.Organizer.DefaultRequestHeaders.Authorization!.Parameter);
        await organizer.Join(stage.Gala);
        await organizer.Say(stage.Gala, "Bonsoir à toutes et à tous");
        var staff = await organizer.Say(stage.Gala, "On commence");

        Assert.Equal("too-fast", again.Text("code"));
        Assert.InRange(again.GetProperty("retryAfter").GetInt32(), 20, 30);
        Assert.Equal("posted", staff.Text("status"));
        using var normal = await Moderate(new { action = "slow", seconds = 0 });
        Assert.Equal("posted", (await speaker.Say(stage.Gala, "Trois fois")).Text("status"));
    }

    [Fact]
    public async Task A_paused_room_is_silent_until_it_is_opened()
    {
        var (speaker, _) = await stage.Viewer();

        using var paused = await Moderate(new { action = "pause" });
        var silenced = await speaker.Say(stage.Gala, "Allô?");
        using var opened = await Moderate(new { action = "open" });
        var heard = await speaker.Say(stage.Gala, "Allô!");

        Assert.False((await paused.Json(200)).GetProperty("open").GetBoolean());
        Assert.Equal("room-closed", silenced.Text("code"));
        Assert.Equal("posted", heard.Text("status"));
    }

    [Fact]
    public async Task Only_what_can_be_is_done_and_only_by_those_who_may()
    {
        using var endless = await Moderate(new { action = "slow", seconds = 301 });
        await endless.Problem(400, "bad-slow-mode");
        using var vague = await Moderate(new { action = "slow" });
        await vague.Problem(400, "required");
        using var nothing = await Moderate(new { });
        await nothing.Problem(400, "required");
        using var seat = stage.Server.WithToken(await stage.TakeSeat());
        using var cheeky = await seat.Post($"/api/galas/{stage.Gala}/moderation", new { action = "pause" });
        await cheeky.Problem(403, "forbidden");
        var draft = await stage.Organizer.MakeGala();
        using var early = await stage.Organizer.Post($"/api/galas/{draft}/moderation", new { action = "open" });
        await early.Problem(409, "room-closed");
    }

    private Task<HttpResponseMessage> Moderate(object form) =>
        stage.Organizer.Post($"/api/galas/{stage.Gala}/moderation", form);
}
