using GalaPlatform.Classrooms;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class MediaRightsTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 15, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ConsentUses.Live, MediaUse.Live, true)]
    [InlineData(ConsentUses.Live, MediaUse.Network, false)]
    [InlineData(ConsentUses.Live, MediaUse.Public, false)]
    [InlineData(ConsentUses.Network, MediaUse.Network, true)]
    [InlineData(ConsentUses.Network, MediaUse.Public, false)]
    [InlineData(ConsentUses.Public, MediaUse.Network, true)]
    [InlineData(ConsentUses.Public, MediaUse.Public, true)]
    [InlineData(ConsentUses.Public, MediaUse.Live, false)]
    [InlineData(ConsentUses.None, MediaUse.Staff, true)]
    public void Each_use_is_a_gate(ConsentUses consented, object use, bool allowed) =>
        Assert.Equal(allowed, MediaRights.Allow(Project(consented), (MediaUse)use, Now));

    [Fact]
    public void Consent_ends_on_its_day()
    {
        var project = Project(ConsentUses.Public);

        Assert.True(MediaRights.Allow(project, MediaUse.Public, project.Consent!.Until.AddTicks(-1)));
        Assert.False(MediaRights.Allow(project, MediaUse.Public, project.Consent.Until));
    }

    [Theory]
    [InlineData(ReviewDecision.Pending)]
    [InlineData(ReviewDecision.Refused)]
    public void What_the_school_did_not_approve_is_for_its_staff_alone(ReviewDecision review)
    {
        var project = Project(ConsentUses.Live | ConsentUses.Network | ConsentUses.Public) with { Review = review };

        Assert.False(MediaRights.Allow(project, MediaUse.Live, Now));
        Assert.False(MediaRights.Allow(project, MediaUse.Network, Now));
        Assert.False(MediaRights.Allow(project, MediaUse.Public, Now));
        Assert.True(MediaRights.Allow(project, MediaUse.Staff, Now));
    }

    private static ProjectView Project(ConsentUses uses) =>
        new(
            new ProjectId(Guid.CreateVersion7()),
            new SchoolId(Guid.CreateVersion7()),
            new ClassroomId(Guid.CreateVersion7()),
            "6B",
            "Robots",
            null,
            [],
            null,
            new MediaView(MediaState.Ready, 1, null, null, null),
            uses == ConsentUses.None ? null : new Consent(uses, Now.AddDays(1)),
            ReviewDecision.Approved,
            null,
            1
        );
}
