using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Projects;

public sealed class ProjectTests : IAsyncLifetime
{
    private ProjectStage _stage = null!;

    public async Task InitializeAsync() => _stage = await ProjectStage.Set(await GalaServer.Start());

    public async Task DisposeAsync() => await _stage.Server.DisposeAsync();

    [Fact]
    public async Task A_title_may_come_in_both_languages_or_as_it_is()
    {
        var plain = await Titled("Un robot qui trie");
        var both = await Titled(new { fr = "Un robot", en = "A robot" });
        var english = await Titled(new { en = "A robot" });

        Assert.Equal(["Un robot qui trie", "Un robot", "A robot"], [plain, both, english]);
    }

    [Fact]
    public async Task A_title_that_is_no_text_is_refused()
    {
        using var refused = await Submit(12);

        await refused.Problem(400, "malformed-body");
    }

    private async Task<string> Titled(object title)
    {
        using var made = await Submit(title);
        return (await made.Json(201)).Text("title");
    }

    private Task<HttpResponseMessage> Submit(object title) =>
        _stage.Coordinator.Post(
            $"/api/schools/{_stage.School}/projects",
            new { classroomId = _stage.Classroom, title }
        );
}
