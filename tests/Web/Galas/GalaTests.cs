using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Galas;

[Collection(OneServerCollection.Name)]
public sealed class GalaTests(OneServer one)
{
    private static readonly string Later = TimeProvider
        .System.GetUtcNow()
        .AddDays(20)
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    [Fact]
    public async Task A_gala_says_where_it_is_and_in_which_version()
    {
        using var answer = await one.Organizer.Post("/api/galas", Form());

        var gala = await answer.Json(201);
        Assert.Equal($"/api/galas/{gala.Text("id")}", answer.Headers.Location?.ToString());
        Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        Assert.Equal("draft", gala.Text("state"));
        Assert.Equal(Later, gala.Text("startsAt"));
        Assert.Equal("Gala", gala.GetProperty("title").Text("fr"));
    }

    [Fact]
    public async Task A_start_in_the_past_is_refused()
    {
        using var answer = await one.Organizer.Post("/api/galas", Form(startsAt: "2020-12-15T15:00:00Z"));

        var problem = await answer.Problem(400, "starts-in-the-past");
        Assert.True(problem.GetProperty("errors").TryGetProperty("startsAt", out _));
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("Eastern Standard Time")]
    [InlineData("../../etc/passwd")]
    public async Task An_unknown_time_zone_is_refused(string timeZone)
    {
        using var answer = await one.Organizer.Post("/api/galas", Form(timeZone: timeZone));

        await answer.Problem(400, "unknown-time-zone");
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("  ", "required")]
    [InlineData("Ga\u0000la", "bad-text")]
    [InlineData("Ga\u0007la", "bad-text")]
    public async Task A_title_that_cannot_be_is_refused(string? title, string code)
    {
        using var answer = await one.Organizer.Post("/api/galas", Form(title));

        await answer.Problem(400, code);
    }

    [Fact]
    public async Task A_title_has_at_most_200_characters()
    {
        using var most = await one.Organizer.Post("/api/galas", Form(new string('g', 200)));
        using var more = await one.Organizer.Post("/api/galas", Form(new string('g', 201)));

        await most.Json(201);
        await more.Problem(400, "too-long");
    }

    [Fact]
    public async Task A_title_is_text_and_stays_text()
    {
        const string Title = "<img src=x onerror=alert(1)> {{7*7}} =cmd() '; DROP TABLE galas";
        using var made = await one.Organizer.Post("/api/galas", Form(Title));

        Assert.Equal(Title, (await made.Json(201)).GetProperty("title").Text("fr"));
    }

    [Fact]
    public async Task Drafts_are_the_organizers_own_and_what_is_scheduled_is_announced()
    {
        var draft = await one.Organizer.MakeGala();
        var announced = await one.Organizer.MakeGala();
        await one.Organizer.Move(announced, "scheduled");
        using var stranger = one.Server.Anonymous();

        Assert.DoesNotContain(draft, await Ids(stranger));
        Assert.Contains(announced, await Ids(stranger));
        Assert.Contains(draft, await Ids(one.Organizer));
        using var hidden = await stranger.GetAsync($"/api/galas/{draft}/programme");
        await hidden.Problem(404, "not-found");
        using var seen = await stranger.GetAsync($"/api/galas/{announced}");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await seen.Json(200)).GetProperty("moderators").ValueKind);
    }

    [Fact]
    public async Task A_state_out_of_its_turn_is_a_conflict()
    {
        var gala = await one.Organizer.MakeGala();
        using var ended = await one.Organizer.Post($"/api/galas/{gala}/transitions", new { to = "ended" });
        using var unknown = await one.Organizer.Post($"/api/galas/{gala}/transitions", new { to = "paused" });
        using var number = await one.Organizer.Post($"/api/galas/{gala}/transitions", new { to = 3 });
        using var nothing = await one.Organizer.Post($"/api/galas/{gala}/transitions", new { });

        await ended.Problem(409, "bad-transition");
        await unknown.Problem(400, "malformed-body");
        await number.Problem(400, "malformed-body");
        await nothing.Problem(400, "required");
    }

    [Fact]
    public async Task A_school_that_is_not_there_is_not_invited()
    {
        var gala = await one.Organizer.MakeGala();
        using var answer = await one.Organizer.Post(
            $"/api/galas/{gala}/schools",
            new { schoolId = Guid.NewGuid().ToString("N") }
        );

        await answer.Problem(404, "not-found");
    }

    [Fact]
    public async Task A_moderator_must_have_an_account_or_get_one()
    {
        var gala = await one.Organizer.MakeGala();
        var email = $"moderation-{Guid.NewGuid():N}@example.org";
        using var unknown = await one.Organizer.Post($"/api/galas/{gala}/moderators", new { email });
        using var bad = await one.Organizer.Post($"/api/galas/{gala}/moderators", new { email = "not an address" });
        using var named = await one.Organizer.Post(
            $"/api/galas/{gala}/moderators",
            new { email, password = GalaServer.Password }
        );

        await unknown.Problem(409, "account-unknown");
        await bad.Problem(400, "bad-email");
        await named.Json(200);
        using var moderator = await one.Server.SignIn(email);
        using var answer = await moderator.GetAsync("/api/me");
        var role = Assert.Single((await answer.Json(200)).GetProperty("roles").EnumerateArray());
        Assert.Equal(("moderator", gala), (role.Text("role"), role.Text("galaId")));
    }

    [Fact]
    public async Task A_programme_is_read_as_it_was_written()
    {
        var gala = await one.Organizer.MakeGala();
        using var put = await one.Organizer.Send(HttpMethod.Put, $"/api/galas/{gala}/programme", Slates(30, 4));
        var written = await put.Json(200);
        using var get = await one.Organizer.GetAsync($"/api/galas/{gala}/programme");
        var read = await get.Json(200);

        Assert.Equal(2, written.GetProperty("sessions").GetArrayLength());
        Assert.All(
            written.GetProperty("sessions").EnumerateArray(),
            session => Assert.Equal("planned", session.Text("state"))
        );
        Assert.Equal(
            written.GetProperty("sessions").EnumerateArray().Select(session => session.Text("id")),
            read.GetProperty("sessions").EnumerateArray().Select(session => session.Text("id"))
        );
    }

    [Fact]
    public async Task Of_two_editors_of_a_programme_the_second_one_is_told()
    {
        var gala = await one.Organizer.MakeGala();
        using var read = await one.Organizer.GetAsync($"/api/galas/{gala}/programme");
        var tag = ("If-Match", read.Headers.ETag!.Tag);
        using var first = await one.Organizer.Send(HttpMethod.Put, $"/api/galas/{gala}/programme", Slates(10), tag);
        using var second = await one.Organizer.Send(
            HttpMethod.Put,
            $"/api/galas/{gala}/programme",
            Slates(20, 20),
            tag
        );

        await first.Json(200);
        await second.Problem(412, "stale-version");
        using var now = await one.Organizer.GetAsync($"/api/galas/{gala}/programme");
        Assert.Equal(1, (await now.Json(200)).GetProperty("sessions").GetArrayLength());
    }

    [Theory]
    [InlineData(0, "bad-session")]
    [InlineData(14_401, "bad-session")]
    [InlineData(-5, "bad-session")]
    public async Task A_slate_that_lasts_too_short_or_too_long_is_refused(int seconds, string code)
    {
        var gala = await one.Organizer.MakeGala();
        using var answer = await one.Organizer.Send(HttpMethod.Put, $"/api/galas/{gala}/programme", Slates(seconds));

        await answer.Problem(400, code);
    }

    [Fact]
    public async Task A_programme_has_at_most_200_sessions()
    {
        var gala = await one.Organizer.MakeGala();
        using var answer = await one.Organizer.Send(
            HttpMethod.Put,
            $"/api/galas/{gala}/programme",
            Slates([.. Enumerable.Repeat(4, 201)])
        );

        await answer.Problem(400, "too-many-sessions");
    }

    [Fact]
    public async Task A_project_that_is_not_ready_cannot_be_in_a_programme()
    {
        var school = await one.Organizer.MakeSchool();
        using var coordinator = await one.Server.MakeCoordinator(one.Organizer, school);
        var classroomId = await coordinator.MakeClassroom(school);
        using var made = await coordinator.Post(
            $"/api/schools/{school}/projects",
            new { classroomId, title = "Notre robot" }
        );
        var projectId = (await made.Json(201)).Text("id");
        var gala = await one.Organizer.MakeGala();
        using var invited = await one.Organizer.Post($"/api/galas/{gala}/schools", new { schoolId = school });
        await invited.Json(200);
        using var answer = await one.Organizer.Send(
            HttpMethod.Put,
            $"/api/galas/{gala}/programme",
            new { sessions = new[] { new { kind = "video", projectId } } }
        );

        await answer.Problem(409, "project-not-ready");
    }

    [Fact]
    public async Task The_diary_has_the_gala_and_cannot_be_written_by_its_title()
    {
        using var made = await one.Organizer.Post("/api/galas", Form("Gala\\; Nord, Sud"));
        using var answer = await one.Organizer.GetAsync($"/api/galas/{(await made.Json(201)).Text("id")}/calendar.ics");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\r\nSUMMARY:Gala\\\\\\; Nord\\, Sud\r\n", text, StringComparison.Ordinal);
    }

    private static async Task<string[]> Ids(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/galas?limit=100");
        return [.. (await answer.Json(200)).GetProperty("items").EnumerateArray().Select(gala => gala.Text("id"))];
    }

    private static object Slates(params int[] seconds) =>
        new
        {
            sessions = seconds.Select(each => new
            {
                kind = "slate",
                title = new { fr = "Pause" },
                seconds = each,
            }),
        };

    private static object Form(string? title = "Gala", string? startsAt = null, string timeZone = "America/Toronto") =>
        new
        {
            title = new { fr = title },
            startsAt = startsAt ?? Later,
            timeZone,
        };
}
