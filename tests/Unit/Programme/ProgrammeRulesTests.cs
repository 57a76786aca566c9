using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Programme;

namespace GalaPlatform.Tests.Unit.Programme;

public sealed class ProgrammeRulesTests
{
    private static readonly DateTimeOffset Now = ChannelExamples.Opening;
    private static readonly DateTimeOffset StartsAt = Now.AddDays(7);
    private static readonly SchoolId Invited = new(Guid.NewGuid());

    private static readonly ProjectView Shown = new(
        new ProjectId(Guid.NewGuid()),
        Invited,
        new ClassroomId(Guid.NewGuid()),
        "6B",
        "Robots",
        null,
        [],
        null,
        new MediaView(MediaState.Ready, 1, null, ChannelExamples.SlateAsset, "robots.mp4"),
        new Consent(ConsentUses.Live, StartsAt.AddDays(1)),
        ReviewDecision.Approved,
        null,
        1
    );

    private static readonly Dictionary<string, ProjectView> Projects = new()
    {
        ["of a school that is not invited"] = Shown with { School = new SchoolId(Guid.NewGuid()) },
        ["still in the works"] = Shown with { Media = Shown.Media with { State = MediaState.Transcoding } },
        ["without a video"] = Shown with { Media = Shown.Media with { Asset = null } },
        ["not reviewed"] = Shown with { Review = ReviewDecision.Pending },
        ["sent back"] = Shown with { Review = ReviewDecision.Refused },
        ["without consent"] = Shown with { Consent = null },
        ["with consent for another use"] = Shown with { Consent = Shown.Consent! with { Uses = ConsentUses.Public } },
        ["whose consent ends before the gala"] = Shown with { Consent = Shown.Consent! with { Until = StartsAt } },
    };

    [Theory]
    [InlineData("of a school that is not invited", "school-not-invited")]
    [InlineData("still in the works", "project-not-ready")]
    [InlineData("without a video", "project-not-ready")]
    [InlineData("not reviewed", "project-not-approved")]
    [InlineData("sent back", "project-not-approved")]
    [InlineData("without consent", "project-not-consented")]
    [InlineData("with consent for another use", "project-not-consented")]
    [InlineData("whose consent ends before the gala", "project-not-consented")]
    public void A_project_is_not_shown(string one, string code)
    {
        var refusal = Write([Slate(10), Video(Projects[one])], Projects[one]).Refusal;

        Assert.Equal((code, "sessions[1]"), (refusal?.Code, refusal?.Field));
    }

    [Fact]
    public void A_ready_approved_and_consented_project_of_an_invited_school_is_shown()
    {
        var line = Assert.Single(Write([Video(Shown)], Shown).Value!.Lines);

        Assert.Equal((Shown.Id, Shown.Title), (line.Session.Project, line.Session.Title.Fr));
        Assert.Equal(Shown.Media.Asset!.Duration, line.Session.Duration);
    }

    [Fact]
    public void A_programme_written_after_its_hour_asks_for_a_consent_that_holds_now()
    {
        var late = StartsAt.AddDays(2);

        var refusal = Write([Video(Shown)], late, Shown).Refusal;

        Assert.Equal("project-not-consented", refusal?.Code);
    }

    [Theory]
    [InlineData(0, "bad-session")]
    [InlineData(1, null)]
    [InlineData(14_400, null)]
    [InlineData(14_401, "bad-session")]
    public void A_slate_lasts_a_second_to_four_hours(int seconds, string? code) =>
        Assert.Equal(code, Write([Slate(seconds)]).Refusal?.Code);

    [Theory]
    [InlineData(200, null)]
    [InlineData(201, "too-many-sessions")]
    public void A_programme_has_two_hundred_sessions_at_most(int count, string? code) =>
        Assert.Equal(code, Write([.. Enumerable.Repeat(Slate(10), count)]).Refusal?.Code);

    private static ProgrammeItem Video(ProjectView project) => new(SessionKind.Video, project.Id, null, null);

    private static ProgrammeItem Slate(int seconds) =>
        new(SessionKind.Slate, null, new LocalText("Pause", null), seconds);

    private static Result<ProgrammeState> Write(ProgrammeItem[] items, params ProjectView[] projects) =>
        Write(items, Now, projects);

    private static Result<ProgrammeState> Write(
        ProgrammeItem[] items,
        DateTimeOffset now,
        params ProjectView[] projects
    ) =>
        ProgrammeRules.Write(
            Gala(),
            items,
            null,
            projects.ToDictionary(project => project.Id),
            () => new SessionId(Guid.NewGuid()),
            now
        );

    private static GalaEventState Gala()
    {
        var title = new LocalText("Gala", null);
        var view = new GalaView(
            new GalaId(Guid.NewGuid()),
            title,
            null,
            GalaState.Scheduled,
            StartsAt,
            "America/Toronto",
            [Invited],
            [],
            1
        );
        return new GalaEventState(view, ProgrammeState.Empty, Now, 1);
    }
}
