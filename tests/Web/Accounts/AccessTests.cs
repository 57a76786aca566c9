using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Accounts;

[Collection(OneServerCollection.Name)]
public sealed class AccessTests(OneServer one)
{
    private HttpClient Organizer => one.Organizer;

    [Fact]
    public async Task Who_may_do_what_in_their_own_school()
    {
        var cast = await Cast.Of(one);
        await cast.Expect(
            "POST",
            $"/api/schools/{cast.School}/classrooms",
            new { name = "5A", headcount = 20 },
            403,
            201,
            201,
            404,
            403,
            401
        );
        await cast.Expect("GET", $"/api/schools/{cast.School}", null, 200, 200, 200, 404, 403, 401);
        await cast.Expect("GET", $"/api/schools/{cast.School}/classrooms", null, 200, 200, 200, 404, 403, 401);
        await cast.Expect("POST", $"/api/classrooms/{cast.Classroom}/code", new { }, 403, 200, 200, 404, 403, 401);
        await cast.Expect(
            "POST",
            $"/api/schools/{cast.School}/members",
            Member("coordinator"),
            201,
            403,
            403,
            404,
            403,
            401
        );
        await cast.Expect(
            "POST",
            $"/api/schools/{cast.School}/members",
            Member("teacher"),
            201,
            201,
            403,
            404,
            403,
            401
        );
    }

    [Fact]
    public async Task Who_may_do_what_to_a_gala()
    {
        var cast = await Cast.Of(one);
        var gala = await Organizer.MakeGala();
        await cast.Expect("GET", $"/api/galas/{gala}", null, 200, 404, 404, 404, 404, 404);
        await cast.Expect("POST", "/api/galas", Stage.GalaForm(), 201, 403, 403, 403, 403, 401);
        await cast.Expect(
            "PATCH",
            $"/api/galas/{gala}",
            new { title = new { en = "Gala" } },
            200,
            403,
            403,
            403,
            403,
            401
        );
        await cast.Expect(
            "POST",
            $"/api/galas/{gala}/schools",
            new { schoolId = cast.School },
            200,
            403,
            403,
            403,
            403,
            401
        );
        await cast.Expect("POST", $"/api/galas/{gala}/moderators", Member("moderator"), 200, 403, 403, 403, 403, 401);
        await cast.Expect(
            "POST",
            $"/api/galas/{gala}/transitions",
            new { to = "scheduled" },
            200,
            403,
            403,
            403,
            403,
            401
        );
        await cast.Expect("POST", $"/api/galas/{gala}/cues", new { action = "next" }, 409, 403, 403, 403, 403, 401);
        await cast.Expect("GET", $"/api/galas/{gala}", null, 200, 200, 200, 200, 200, 200);
        await cast.Expect("POST", "/api/schools", new { name = "École" }, 201, 403, 403, 403, 403, 401);
        await cast.Expect("GET", "/api/schools", null, 200, 200, 200, 200, 403, 401);
    }

    [Fact]
    public async Task Another_school_s_things_are_not_found()
    {
        var cast = await Cast.Of(one);
        var theirs = await Organizer.MakeSchool("École du Fleuve");
        using var their = await one.Server.MakeCoordinator(Organizer, theirs);
        var room = await their.MakeClassroom(theirs);

        using var school = await cast.Coordinator.GetAsync($"/api/schools/{theirs}");
        using var classroom = await cast.Coordinator.GetAsync($"/api/classrooms/{room}");
        using var code = await cast.Coordinator.Post($"/api/classrooms/{room}/code");
        using var member = await cast.Coordinator.Post(
            $"/api/schools/{cast.School}/members",
            new
            {
                email = "t@example.org",
                role = "teacher",
                classroomId = room,
                password = GalaServer.Password,
            }
        );

        await school.Problem(404, "not-found");
        await classroom.Problem(404, "not-found");
        await code.Problem(404, "not-found");
        await member.Problem(404, "not-found");
        using var refused = await one
            .Server.Anonymous()
            .Post("/api/account/login", new { email = "t@example.org", password = GalaServer.Password });
        await refused.Problem(401, "bad-credentials");
    }

    [Fact]
    public async Task A_coordinator_sees_the_own_school_alone_in_the_list()
    {
        var cast = await Cast.Of(one);
        await Organizer.MakeSchool("École du Fleuve");
        using var answer = await cast.Coordinator.GetAsync("/api/schools");

        var item = Assert.Single((await answer.Json(200)).GetProperty("items").EnumerateArray());
        Assert.Equal(cast.School, item.Text("id"));
    }

    [Fact]
    public async Task A_stranger_learns_nothing_from_a_body_that_is_wrong()
    {
        using var stranger = one.Server.Anonymous();
        using var answer = await stranger.Post("/api/schools", new { name = 5 });

        await answer.Problem(401, "not-signed-in");
    }

    private static object Member(string role) =>
        new
        {
            email = $"{role}@example.org",
            role,
            password = GalaServer.Password,
        };

    private sealed record Cast(string School, string Classroom, (string Who, HttpClient Client)[] Clients)
    {
        public HttpClient Coordinator => Clients[1].Client;

        public static async Task<Cast> Of(OneServer one)
        {
            var school = await one.Organizer.MakeSchool();
            var coordinator = await one.Server.MakeCoordinator(one.Organizer, school);
            var classroom = await coordinator.MakeClassroom(school);
            var other = await one.Organizer.MakeSchool("École voisine");
            var seat = await one.Server.Anonymous().Join(await coordinator.MakeCode(classroom));
            return new Cast(
                school,
                classroom,
                [
                    ("organizer", one.Organizer),
                    ("coordinator", coordinator),
                    ("teacher", await one.Server.MakeMember(one.Organizer, school, "teacher", classroom)),
                    ("teacher of another school", await one.Server.MakeMember(one.Organizer, other, "teacher")),
                    ("seat", one.Server.WithToken(seat.Text("token"))),
                    ("stranger", one.Server.Anonymous()),
                ]
            );
        }

        // The refused ones first: what one of them changed would show in what the others get.
        public async Task Expect(string method, string path, object? body, params int[] statuses)
        {
            foreach (var ((who, client), status) in Clients.Zip(statuses).Reverse())
            {
                using var answer = await client.Send(new HttpMethod(method), path, body);
                Assert.True(
                    (int)answer.StatusCode == status,
                    $"{who}: {method} {path} gives {(int)answer.StatusCode}, not {status}: {await answer.Content.ReadAsStringAsync()}"
                );
            }
        }
    }
}
