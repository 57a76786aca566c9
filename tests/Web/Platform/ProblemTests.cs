using System.Net.Http.Headers;
using System.Text;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Platform;

[Collection(OneServerCollection.Name)]
public sealed class ProblemTests(OneServer one)
{
    [Fact]
    public async Task An_unknown_route_below_api_is_a_problem()
    {
        using var answer = await one.Organizer.GetAsync("/api/nothing/here");

        await answer.Problem(404, "not-found");
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("0000000000000000000000000000000A")]
    [InlineData("{00000000000000000000000000000000}")]
    [InlineData("..%2fschools")]
    [InlineData("00000000000000000000000000000000")]
    public async Task What_is_no_id_is_not_found(string id)
    {
        using var answer = await one.Organizer.GetAsync($"/api/galas/{id}");

        await answer.Problem(404, "not-found");
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("TRACE")]
    public async Task A_method_that_a_route_does_not_have_is_not_allowed(string method)
    {
        using var answer = await one.Organizer.Send(new HttpMethod(method), "/api/schools");

        await answer.Problem(405, "method-not-allowed");
        Assert.Equal(["GET", "POST"], answer.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("{\"name\":")]
    [InlineData("{\"name\":\"a\",}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"name\":\"\\uD800\"}")]
    public async Task JSON_that_is_not_JSON_is_malformed(string body)
    {
        using var content = Json(body);
        using var answer = await one.Organizer.PostAsync("/api/schools", content);

        var problem = await answer.Json(400);
        Assert.Contains(problem.Text("code"), new[] { "malformed-body", "malformed-request", "bad-text" });
    }

    [Fact]
    public async Task JSON_that_is_deeper_than_anything_we_read_is_malformed()
    {
        using var content = Json($"{{\"x\":{new string('[', 10_000)}{new string(']', 10_000)}}}");
        using var answer = await one.Organizer.PostAsync("/api/schools", content);

        await answer.Problem(400, "malformed-body");
    }

    [Fact]
    public async Task A_field_of_the_wrong_kind_is_named()
    {
        using var content = Json(
            "{\"title\":{\"fr\":\"Gala\"},\"startsAt\":\"tomorrow\",\"timeZone\":\"America/Toronto\"}"
        );
        using var answer = await one.Organizer.PostAsync("/api/galas", content);

        var problem = await answer.Problem(400, "malformed-body");
        Assert.True(problem.GetProperty("errors").TryGetProperty("startsAt", out _));
    }

    [Fact]
    public async Task A_time_without_its_offset_is_refused()
    {
        using var content = Json(
            "{\"title\":{\"fr\":\"G\"},\"startsAt\":\"2030-12-15T15:00:00\",\"timeZone\":\"America/Toronto\"}"
        );
        using var answer = await one.Organizer.PostAsync("/api/galas", content);

        await answer.Problem(400, "malformed-body");
    }

    [Fact]
    public async Task Content_that_is_not_JSON_is_unsupported()
    {
        using var content = new StringContent("{\"name\":\"École\"}", Encoding.UTF8, "text/plain");
        using var answer = await one.Organizer.PostAsync("/api/schools", content);

        await answer.Problem(415, "unsupported-content");
    }

    [Fact]
    public async Task A_body_beyond_64_KB_is_too_large()
    {
        using var content = Json($"{{\"name\":\"{new string('a', 70_000)}\"}}");
        using var answer = await one.Organizer.PostAsync("/api/schools", content);

        await answer.Problem(413, "body-too-large");
    }

    [Fact]
    public async Task Fields_that_nobody_asked_for_change_nothing()
    {
        using var answer = await one.Organizer.Post(
            "/api/schools",
            new
            {
                name = "École du Fleuve",
                id = new string('0', 32),
                version = 99,
            }
        );

        var school = await answer.Json(201);
        Assert.NotEqual(new string('0', 32), school.Text("id"));
        Assert.Equal(1, school.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("en-CA,en;q=0.9", "", "Not found.")]
    [InlineData("fr-CA,en;q=0.9", "", "Introuvable.")]
    [InlineData("de,ja;q=0.5", "", "Introuvable.")]
    [InlineData("fr", "?lang=en", "Not found.")]
    [InlineData("", "", "Introuvable.")]
    public async Task A_problem_speaks_the_reader_s_language(string accepted, string query, string detail)
    {
        using var answer = await one.Organizer.Send(
            HttpMethod.Get,
            $"/api/nothing{query}",
            null,
            ("Accept-Language", accepted)
        );

        Assert.Equal(detail, (await answer.Problem(404, "not-found")).Text("detail"));
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_to_refuse()
    {
        using var answer = await one.Organizer.GetAsync("/api/me");

        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_platform_says_that_it_lives_and_is_ready()
    {
        using var stranger = one.Server.Anonymous();
        using var live = await stranger.GetAsync("/health/live");
        using var ready = await stranger.GetAsync("/health/ready");

        Assert.Equal("healthy", (await live.Json(200)).Text("status"));
        Assert.Equal("healthy", (await ready.Json(200)).GetProperty("checks").Text("blobs"));
    }

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));
}
