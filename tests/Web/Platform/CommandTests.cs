using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Platform;

[Collection(OneServerCollection.Name)]
public sealed class CommandTests(OneServer one)
{
    [Fact]
    public async Task A_command_sent_twice_takes_effect_once_and_is_answered_alike()
    {
        var key = ("Idempotency-Key", $"school-{Guid.NewGuid():N}");
        var form = new { name = $"École {key.Item2}" };
        using var first = await one.Organizer.Post("/api/schools", form, key);
        using var second = await one.Organizer.Post("/api/schools", form, key);

        var answer = await first.Json(201);
        Assert.Equal(answer.GetRawText(), (await second.Json(201)).GetRawText());
        Assert.Equal($"/api/schools/{answer.Text("id")}", first.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Commands_sent_in_parallel_with_one_id_make_one_thing()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var form = Stage.GalaForm(TimeProvider.System.GetUtcNow().AddDays(40));
        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => one.Organizer.Post("/api/galas", form, key)));

        var ids = await Task.WhenAll(sent.Select(async answer => (await answer.Json(201)).Text("id")));
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task An_id_that_was_used_for_something_else_is_a_conflict()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var first = await one.Organizer.Post("/api/schools", new { name = "École des Érables" }, key);
        using var second = await one.Organizer.Post("/api/schools", new { name = "École du Fleuve" }, key);

        await first.Json(201);
        await second.Problem(409, "command-reused");
    }

    [Fact]
    public async Task Two_people_s_same_id_are_two_commands()
    {
        var school = await one.Organizer.MakeSchool();
        using var coordinator = await one.Server.MakeCoordinator(one.Organizer, school);
        using var teacher = await one.Server.MakeMember(one.Organizer, school, "teacher");
        var key = ("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var form = new { name = "6B", headcount = 28 };
        using var first = await coordinator.Post($"/api/schools/{school}/classrooms", form, key);
        using var second = await teacher.Post($"/api/schools/{school}/classrooms", form, key);

        Assert.NotEqual((await first.Json(201)).Text("id"), (await second.Json(201)).Text("id"));
    }

    [Theory]
    [InlineData("with a blank")]
    [InlineData("")]
    public async Task What_is_no_command_id_is_refused(string key)
    {
        using var answer = await one.Organizer.Post("/api/schools", new { name = "École" }, ("Idempotency-Key", key));

        await answer.Problem(400, "bad-command-id");
    }

    [Fact]
    public async Task A_command_id_has_at_most_100_signs()
    {
        using var most = await one.Organizer.Post(
            "/api/schools",
            new { name = "École" },
            ("Idempotency-Key", new string('k', 100))
        );
        using var more = await one.Organizer.Post(
            "/api/schools",
            new { name = "École" },
            ("Idempotency-Key", new string('k', 101))
        );

        await most.Json(201);
        await more.Problem(400, "bad-command-id");
    }

    [Fact]
    public async Task Of_two_editors_the_second_one_is_told()
    {
        var gala = await one.Organizer.MakeGala();
        using var read = await one.Organizer.GetAsync($"/api/galas/{gala}");
        var tag = ("If-Match", read.Headers.ETag!.Tag);
        using var first = await one.Organizer.Send(
            HttpMethod.Patch,
            $"/api/galas/{gala}",
            new { title = new { fr = "Un" } },
            tag
        );
        using var second = await one.Organizer.Send(
            HttpMethod.Patch,
            $"/api/galas/{gala}",
            new { title = new { fr = "Deux" } },
            tag
        );

        await first.Json(200);
        await second.Problem(412, "stale-version");
        using var now = await one.Organizer.GetAsync($"/api/galas/{gala}");
        Assert.Equal("Un", (await now.Json(200)).GetProperty("title").Text("fr"));
    }

    [Theory]
    [InlineData("\"nothing of ours\"", 412, "stale-version")]
    [InlineData("W/\"1\"", 412, "stale-version")]
    [InlineData("1", 400, "bad-if-match")]
    public async Task A_tag_of_somebody_else_changes_nothing(string tag, int status, string code)
    {
        var gala = await one.Organizer.MakeGala();
        using var answer = await one.Organizer.Send(
            HttpMethod.Patch,
            $"/api/galas/{gala}",
            new { title = new { fr = "Autre" } },
            ("If-Match", tag)
        );

        await answer.Problem(status, code);
    }

    [Fact]
    public async Task A_reader_who_has_the_version_is_told_that_nothing_changed()
    {
        var gala = await one.Organizer.MakeGala();
        using var read = await one.Organizer.GetAsync($"/api/galas/{gala}");
        using var again = await one.Organizer.Send(
            HttpMethod.Get,
            $"/api/galas/{gala}",
            null,
            ("If-None-Match", read.Headers.ETag!.Tag)
        );

        Assert.Equal(304, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("limit=0", "bad-limit")]
    [InlineData("limit=101", "bad-limit")]
    [InlineData("limit=-1", "bad-limit")]
    [InlineData("limit=ten", "bad-limit")]
    [InlineData("limit=1e1", "bad-limit")]
    [InlineData("limit=", "bad-limit")]
    [InlineData("after=", "bad-cursor")]
    [InlineData("after=a%00b", "bad-cursor")]
    public async Task A_page_that_cannot_be_is_refused(string query, string code)
    {
        using var answer = await one.Organizer.GetAsync($"/api/schools?{query}");

        await answer.Problem(400, code);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await one.Organizer.MakeSchool($"École {i}"));
        }
        var seen = new List<string>();
        for (string? after = null; after is not "end"; )
        {
            using var answer = await one.Organizer.GetAsync(
                $"/api/schools?limit=2{(after is null ? "" : $"&after={after}")}"
            );
            var page = await answer.Json(200);
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 1, 2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("id")));
            after = page.GetProperty("next").GetString() ?? "end";
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(made, seen.Where(made.Contains));
    }
}
