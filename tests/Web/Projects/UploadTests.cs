using System.Globalization;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>A server and a school for tests that do not disturb each other.</summary>
public sealed class ProjectsFixture : IAsyncLifetime
{
    internal GalaServer Server { get; private set; } = null!;

    internal ProjectStage Stage { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await GalaServer.Start(
            settings: new Dictionary<string, string?> { ["GALA_UPLOAD_MAX_BYTES"] = "10000000" }
        );
        Stage = await ProjectStage.Set(Server);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

public sealed class UploadTests(ProjectsFixture fixture) : IClassFixture<ProjectsFixture>
{
    private ProjectStage Stage => fixture.Stage;

    private HttpClient Client => fixture.Stage.Coordinator;

    [Fact]
    public async Task What_the_server_can_do_is_said_to_anybody_beforehand()
    {
        using var client = fixture.Server.Anonymous();

        using var answer = await client.Send(HttpMethod.Options, TusClient.Path);

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal("1.0.0", answer.Header("Tus-Resumable"));
        Assert.Equal("1.0.0", answer.Header("Tus-Version"));
        Assert.Equal("10000000", answer.Header("Tus-Max-Size"));
        Assert.Equal("creation,creation-with-upload,checksum,expiration,termination", answer.Header("Tus-Extension"));
        Assert.Equal("sha1,sha256", answer.Header("Tus-Checksum-Algorithm"));
    }

    [Fact]
    public async Task An_upload_begins_with_an_address_and_an_end()
    {
        using var created = await Client.Create(await Stage.Submit(), 1000, "Été.mp4");

        Assert.Equal(201, (int)created.StatusCode);
        Assert.Equal("1.0.0", created.Header("Tus-Resumable"));
        Assert.Equal("0", created.Header("Upload-Offset"));
        Assert.True(
            DateTimeOffset.Parse(created.Header("Upload-Expires"), CultureInfo.InvariantCulture)
                > created.Headers.Date!.Value.AddDays(4)
        );
        using var head = await Client.Head(created.Headers.Location!.ToString());
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal("1000", head.Header("Upload-Length"));
        Assert.Equal("0", head.Header("Upload-Offset"));
        Assert.Equal("no-store", head.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task An_upload_may_begin_with_its_bytes()
    {
        var project = await Stage.Submit();

        using var created = await Client.Tus(
            HttpMethod.Post,
            TusClient.Path,
            new byte[500],
            ("Upload-Length", "1000"),
            ("Upload-Metadata", TusClient.Metadata(project, "film.mp4"))
        );

        Assert.Equal(201, (int)created.StatusCode);
        Assert.Equal("500", created.Header("Upload-Offset"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0.2.2")]
    public async Task A_client_of_another_version_is_refused(string? version)
    {
        using var answer = await Client.Send(
            HttpMethod.Post,
            TusClient.Path,
            null,
            version is null ? [] : [("Tus-Resumable", version)]
        );

        await answer.Problem(412, "upload-wrong-version");
        Assert.Equal("1.0.0", answer.Header("Tus-Version"));
    }

    [Theory]
    [InlineData("0", 422, "upload-empty")]
    [InlineData("-1", 400, "upload-bad-length")]
    [InlineData("", 400, "upload-bad-length")]
    [InlineData("10000001", 413, "upload-too-large")]
    [InlineData("9223372036854775808", 413, "upload-too-large")]
    public async Task A_length_that_cannot_be_taken_is_refused_before_the_first_byte(
        string length,
        int status,
        string code
    )
    {
        var metadata = TusClient.Metadata(await Stage.Submit(), "film.mp4");

        using var answer = await Client.Tus(
            HttpMethod.Post,
            TusClient.Path,
            null,
            ("Upload-Length", length),
            ("Upload-Metadata", metadata)
        );

        await answer.Problem(status, code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("filename ZmlsbS5tcDQ=")]
    [InlineData("projectId ***")]
    [InlineData("projectId Li4vLi4=")]
    public async Task An_upload_that_names_no_project_is_refused(string metadata)
    {
        using var answer = await Client.Tus(
            HttpMethod.Post,
            TusClient.Path,
            null,
            ("Upload-Length", "5"),
            ("Upload-Metadata", metadata)
        );

        await answer.Problem(400, "upload-bad-metadata");
    }

    [Fact]
    public async Task Bytes_of_another_type_or_for_another_place_are_refused()
    {
        var upload = await Client.Begin(await Stage.Submit(), 1000);

        using var wrongType = await Client.Append(upload, 0, new byte[10], ("Content-Type", "video/mp4"));
        await wrongType.Problem(415, "upload-wrong-content-type");
        using var wrongPlace = await Client.Append(upload, 10, new byte[10]);
        await wrongPlace.Problem(409, "upload-wrong-offset");
        using var noPlace = await Client.Tus(HttpMethod.Patch, upload, new byte[10]);
        await noPlace.Problem(400, "upload-bad-length");
        using var noChecksum = await Client.Append(upload, 0, new byte[10], ("Upload-Checksum", "md5 AAAA"));
        await noChecksum.Problem(400, "upload-bad-checksum");

        Assert.Equal(0, await Client.OffsetOf(upload));
    }

    [Fact]
    public async Task A_method_in_a_header_counts_where_a_network_lets_nothing_else_through()
    {
        var upload = await Client.Begin(await Stage.Submit(), 1000);

        using var sent = await Client.Tus(
            HttpMethod.Post,
            upload,
            new byte[10],
            ("X-HTTP-Method-Override", "PATCH"),
            ("Upload-Offset", "0")
        );

        Assert.Equal(204, (int)sent.StatusCode);
        Assert.Equal(10, await Client.OffsetOf(upload));
    }

    [Fact]
    public async Task Another_schools_upload_is_not_found()
    {
        var project = await Stage.Submit();
        var upload = await Client.Begin(project, 1000);
        var otherSchool = await Stage.Organizer.MakeSchool("École du Fleuve");
        using var other = await fixture.Server.MakeCoordinator(Stage.Organizer, otherSchool);

        using var created = await other.Create(project, 1000);
        await created.Problem(404, "not-found");
        using var appended = await other.Append(upload, 0, new byte[10]);
        await appended.Problem(404, "not-found");
        using var ended = await other.Tus(HttpMethod.Delete, upload, null);
        await ended.Problem(404, "not-found");
        using var head = await other.Head(upload);
        Assert.Equal(404, (int)head.StatusCode);
    }

    [Fact]
    public async Task A_teacher_sends_for_the_own_class_alone()
    {
        var project = await Stage.Submit();
        var neighbours = await Stage.Coordinator.MakeClassroom(Stage.School, "6C");
        using var own = await fixture.Server.MakeMember(Stage.Coordinator, Stage.School, "teacher", Stage.Classroom);
        using var neighbour = await fixture.Server.MakeMember(Stage.Coordinator, Stage.School, "teacher", neighbours);

        var upload = await own.Begin(project, 1000);

        using var refused = await neighbour.Create(project, 1000);
        await refused.Problem(403, "forbidden");
        using var head = await neighbour.Head(upload);
        Assert.Equal(404, (int)head.StatusCode);
    }

    [Fact]
    public async Task Who_is_not_signed_in_sends_nothing()
    {
        using var client = fixture.Server.Anonymous();
        var project = await Stage.Submit();
        var upload = await Client.Begin(project, 1000);

        using var created = await client.Create(project, 1000);
        await created.Problem(401, "not-signed-in");
        using var appended = await client.Append(upload, 0, new byte[10]);
        await appended.Problem(401, "not-signed-in");
    }

    [Fact]
    public async Task What_is_no_upload_is_not_found()
    {
        using var unknown = await Client.Append($"{TusClient.Path}/{Guid.NewGuid():N}", 0, new byte[10]);
        Assert.Equal(404, (int)unknown.StatusCode);
        using var noId = await Client.Append($"{TusClient.Path}/..%2f..%2fx", 0, new byte[10]);
        Assert.Equal(404, (int)noId.StatusCode);
    }

    [Fact]
    public async Task A_newer_upload_takes_the_place_of_an_older_one()
    {
        var project = await Stage.Submit();
        var older = await Client.Begin(project, 100);
        var newer = await Client.Begin(project, 100);

        using var late = await Client.Append(older, 0, new byte[100]);
        await late.Problem(409, "upload-replaced");
        using var head = await Client.Head(older);
        Assert.Equal(410, (int)head.StatusCode);
        using var sent = await Client.Append(newer, 0, new byte[100]);
        Assert.Equal(204, (int)sent.StatusCode);
    }

    [Fact]
    public async Task A_school_keeps_as_much_as_it_may_and_is_told_so_before_the_first_byte()
    {
        await using var server = await GalaServer.Start(
            settings: new Dictionary<string, string?> { ["GALA_SCHOOL_QUOTA_BYTES"] = "1000" }
        );
        var stage = await ProjectStage.Set(server);
        var projects = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => stage.Submit($"Projet {number}")));

        var created = await Task.WhenAll(projects.Select(project => stage.Coordinator.Create(project, 400)));

        var refused = created.Where(answer => (int)answer.StatusCode != 201).ToList();
        Assert.Equal(3, refused.Count);
        await refused[0].Problem(413, "upload-over-quota");
        Assert.Equal((800, 1000, 1000), await Storage(stage));
        Assert.Equal(3, await CountOf(stage, projects, "awaitingUpload"));

        // What takes another file's place needs no room beside it.
        var taken = projects[Array.FindIndex(created, answer => (int)answer.StatusCode == 201)];
        using var larger = await stage.Coordinator.Create(taken, 600);
        Assert.Equal(201, (int)larger.StatusCode);
    }

    [Fact]
    public async Task An_upload_that_nobody_finishes_expires()
    {
        var clock = new ManualClock();
        await using var server = await GalaServer.Start(clock);
        var stage = await ProjectStage.Set(server);
        var project = await stage.Submit();
        var upload = await stage.Coordinator.Begin(project, 1000);
        using var some = await stage.Coordinator.Append(upload, 0, new byte[10]);
        await some.Json204();

        clock.Advance(TimeSpan.FromDays(5));
        var token = await Refresh(server, stage);

        using var head = await token.Head(upload);
        Assert.Equal(410, (int)head.StatusCode);
        await ProjectStage.Until(
            async () =>
            {
                using var got = await token.GetAsync($"/api/projects/{project}");
                return (await got.Json(200)).GetProperty("media").Text("state") == "awaitingUpload";
            },
            "the project awaits a new upload"
        );
    }

    private static async Task<(long Used, long Allowed, long MaxFile)> Storage(ProjectStage stage)
    {
        using var got = await stage.Coordinator.GetAsync($"/api/schools/{stage.School}");
        var storage = (await got.Json(200)).GetProperty("storage");
        return (Bytes("usedBytes"), Bytes("allowedBytes"), Bytes("maxFileBytes"));

        long Bytes(string name) => storage.GetProperty(name).GetInt64();
    }

    private static async Task<int> CountOf(ProjectStage stage, string[] projects, string state)
    {
        var states = await Task.WhenAll(projects.Select(stage.StateOf));
        return states.Count(one => one == state);
    }

    // Whoever signed in long ago signs in again.
    private static async Task<HttpClient> Refresh(GalaServer server, ProjectStage stage)
    {
        using var organizer = await server.SignInOrganizer();
        return await server.MakeCoordinator(organizer, stage.School);
    }
}
