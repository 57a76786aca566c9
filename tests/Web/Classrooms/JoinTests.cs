using System.Text.Json;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Classrooms;

public sealed class JoinTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private GalaServer _server = null!;
    private HttpClient _organizer = null!;
    private HttpClient _coordinator = null!;
    private string _school = null!;
    private string _classroom = null!;

    public async Task InitializeAsync()
    {
        _server = await GalaServer.Start(_clock);
        _organizer = await _server.SignInOrganizer();
        _school = await _organizer.MakeSchool();
        _coordinator = await _server.MakeCoordinator(_organizer, _school);
        _classroom = await _coordinator.MakeClassroom(_school);
    }

    public async Task DisposeAsync()
    {
        _organizer.Dispose();
        _coordinator.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_class_joins_with_its_code_as_people_type_it()
    {
        var code = await _coordinator.MakeCode(_classroom);
        using var device = _server.Anonymous();
        using var answer = await device.Post(
            "/api/join",
            new { code = $" {code[..4].ToLowerInvariant()}-{code[4..]} ", kind = "class" }
        );

        var joined = await answer.Json(200);
        var seat = joined.GetProperty("seat");
        Assert.Equal("6B", seat.Text("classroom"));
        Assert.Equal("École des Érables", seat.Text("school"));
        Assert.Equal(28, seat.GetProperty("people").GetInt32());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("gala-seat=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(code, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_is_known_by_its_token_and_by_its_cookie()
    {
        using var browser = _server.Anonymous(followCookies: true);
        var joined = await browser.Join(await _coordinator.MakeCode(_classroom), "pupil");
        using var byToken = _server.WithToken(joined.Text("token"));

        foreach (var client in new[] { browser, byToken })
        {
            using var answer = await client.GetAsync("/api/me");
            var me = await answer.Json(200);
            Assert.Equal("seat", me.Text("kind"));
            Assert.Equal(JsonValueKind.Null, me.GetProperty("email").ValueKind);
            Assert.Equal(joined.GetProperty("seat").Text("id"), me.GetProperty("seat").Text("id"));
            Assert.Equal(1, me.GetProperty("seat").GetProperty("people").GetInt32());
        }
    }

    [Fact]
    public async Task A_new_code_ends_the_old_one_and_leaves_the_seats()
    {
        var old = await _coordinator.MakeCode(_classroom);
        using var device = _server.Anonymous();
        using var seat = _server.WithToken((await device.Join(old)).Text("token"));
        var fresh = await _coordinator.MakeCode(_classroom);
        using var refused = await device.Post("/api/join", new { code = old, kind = "class" });
        using var me = await seat.GetAsync("/api/me");

        Assert.NotEqual(old, fresh);
        await refused.Problem(404, "code-unknown");
        await me.Json(200);
    }

    [Fact]
    public async Task A_seat_ends_with_its_time()
    {
        using var device = _server.Anonymous();
        var joined = await device.Join(await _coordinator.MakeCode(_classroom));
        using var seat = _server.WithToken(joined.Text("token"));

        _clock.Advance(joined.GetProperty("expiresAt").GetDateTimeOffset() - _clock.GetUtcNow());

        using var late = await seat.GetAsync("/api/me");
        await late.Problem(401, "not-signed-in");
    }

    [Fact]
    public async Task Wrong_codes_have_a_budget_and_right_ones_pass_all_the_same()
    {
        var code = await _coordinator.MakeCode(_classroom);
        using var device = _server.Anonymous();
        var refusals = new List<string>();
        foreach (var wrong in Enumerable.Repeat<string?>("ABCD2345", 30).Append("0O1I").Append("").Append(null))
        {
            using var refused = await device.Post("/api/join", new { code = wrong, kind = "class" });
            refusals.Add((await refused.Json((int)refused.StatusCode)).Text("code"));
        }
        using var last = await device.Post("/api/join", new { code = "ABCD2345", kind = "class" });

        Assert.Equal("code-unknown", refusals[0]);
        await last.Problem(429, "too-many-attempts");
        Assert.NotNull(last.Headers.RetryAfter);
        await device.Join(code);
    }

    [Fact]
    public async Task Two_devices_never_get_one_seat()
    {
        var code = await _coordinator.MakeCode(_classroom);
        using var device = _server.Anonymous();
        var first = await device.Join(code, "pupil");
        var second = await device.Join(code, "pupil");

        Assert.NotEqual(first.GetProperty("seat").Text("id"), second.GetProperty("seat").Text("id"));
    }

    [Fact]
    public async Task A_join_that_is_sent_again_gives_the_same_seat()
    {
        var form = new { code = await _coordinator.MakeCode(_classroom), kind = "pupil" };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var device = _server.Anonymous();
        using var first = await device.Post("/api/join", form, key);
        using var second = await device.Post("/api/join", form, key);

        Assert.Equal(
            (await first.Json(200)).GetProperty("seat").Text("id"),
            (await second.Json(200)).GetProperty("seat").Text("id")
        );
    }

    [Fact]
    public async Task A_kind_of_seat_must_be_said()
    {
        using var device = _server.Anonymous();
        using var none = await device.Post("/api/join", new { code = "ABCD2345" });
        using var other = await device.Post("/api/join", new { code = "ABCD2345", kind = "teacher" });

        await none.Problem(400, "required");
        await other.Problem(400, "malformed-body");
    }

    [Theory]
    [InlineData("", 28, "required")]
    [InlineData("6B", 0, "bad-headcount")]
    [InlineData("6B", 501, "bad-headcount")]
    [InlineData("6\u0000B", 28, "bad-text")]
    public async Task A_classroom_that_cannot_be_is_refused(string name, int headcount, string code)
    {
        using var answer = await _coordinator.Post($"/api/schools/{_school}/classrooms", new { name, headcount });

        await answer.Problem(400, code);
    }

    [Fact]
    public async Task A_name_has_at_most_60_characters()
    {
        using var most = await _coordinator.Post(
            $"/api/schools/{_school}/classrooms",
            new { name = new string('é', 60), headcount = 1 }
        );
        using var more = await _coordinator.Post(
            $"/api/schools/{_school}/classrooms",
            new { name = new string('é', 61), headcount = 1 }
        );

        await most.Json(201);
        await more.Problem(400, "too-long");
    }
}
