using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Tests.Specs.Platform;
using GalaPlatform.Tests.Specs.Storage;

namespace GalaPlatform.Tests.Cluster.Galas;

public sealed class SqliteGalaTests : GalaTests<SqliteTestDatabase>;

public sealed class PostgresGalaTests : GalaTests<PostgresTestDatabase>;

public abstract class GalaTests<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    private readonly GalaCluster<TDatabase> _cluster = new();

    public Task InitializeAsync() => _cluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_gala_outlives_a_crash_with_its_schools_and_moderators()
    {
        var gala = await Create("Gala des mini-techs");
        var school = await School();
        await gala.InviteSchool(_cluster.Command(), school);
        var account = AccountId.New(_cluster.Clock);
        var before = await gala.NameModerator(_cluster.Command(), account);

        await _cluster.CrashAndRestart();
        var after = await _cluster.Grains.GetGrain<IGalaGrain>(gala.GetPrimaryKey()).Get();

        Assert.Equivalent(before.Value, after.Value, strict: true);
        Assert.Equal([school], after.Value!.Schools);
        Assert.Equal([account], after.Value.Moderators);
        var roles = await _cluster.Grains.GetGrain<IAccountGrain>(account.Value).GetMemberships();
        Assert.Equal([new Membership(StaffRole.Moderator, Gala: after.Value.Id)], roles);
    }

    [Fact]
    public async Task The_same_command_sent_in_parallel_changes_a_gala_once()
    {
        var gala = await Create("Gala");
        var command = _cluster.Command("rename");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => gala.Change(command, Title("Grand gala"), null))
        );

        Assert.All(answers, answer => Assert.Equal(2, answer.Value!.Version));
        Assert.Equal(2, (await gala.Get()).Value!.Version);
    }

    [Fact]
    public async Task Of_two_editors_the_second_is_told()
    {
        var gala = await Create("Gala");
        await gala.Change(_cluster.Command(), Title("Premier"), ifVersion: 1);

        var second = await gala.Change(_cluster.Command(), Title("Second"), ifVersion: 1);

        Assert.Equal((RefusalKind.Stale, "stale-version"), (second.Refusal!.Kind, second.Refusal.Code));
        Assert.Equal("Premier", (await gala.Get()).Value!.Title.Fr);
    }

    [Fact]
    public async Task A_command_id_used_for_another_change_is_refused()
    {
        var gala = await Create("Gala");
        await gala.Change(_cluster.Command("c"), Title("Premier"), null);

        var other = await gala.Change(_cluster.Command("c"), Title("Second"), null);

        Assert.Equal("command-reused", other.Refusal?.Code);
    }

    [Theory]
    [InlineData(-1, "America/Toronto", "Gala", "starts-in-the-past", "startsAt")]
    [InlineData(0, "America/Toronto", "Gala", "starts-in-the-past", "startsAt")]
    [InlineData(1, "America/Atlantis", "Gala", "unknown-time-zone", "timeZone")]
    [InlineData(1, "Eastern Standard Time", "Gala", "unknown-time-zone", "timeZone")]
    [InlineData(1, "../../etc/passwd", "Gala", "unknown-time-zone", "timeZone")]
    [InlineData(1, "", "Gala", "unknown-time-zone", "timeZone")]
    [InlineData(1, "America/Toronto", " ", "required", "title")]
    [InlineData(1, "America/Toronto", "a\0b", "bad-text", "title")]
    public async Task A_bad_gala_is_refused_and_leaves_nothing(
        int hours,
        string zone,
        string title,
        string code,
        string field
    )
    {
        var id = GalaId.New(_cluster.Clock);
        var gala = _cluster.Grains.GetGrain<IGalaGrain>(id.Value);
        var startsAt = _cluster.Clock.GetUtcNow().AddHours(hours);

        var refused = await gala.Create(_cluster.Command(), new NewGala(new(title, null), startsAt, zone, null));

        Assert.Equal((code, field), (refused.Refusal?.Code, refused.Refusal?.Field));
        Assert.Equal("not-found", (await gala.Get()).Refusal?.Code);
        Assert.Empty((await Directory.List(new PageRequest(10, null), withDrafts: true)).Items);
    }

    [Fact]
    public async Task A_school_that_does_not_exist_is_not_invited()
    {
        var gala = await Create("Gala");

        var refused = await gala.InviteSchool(_cluster.Command(), SchoolId.New(_cluster.Clock));

        Assert.Equal(("not-found", "schoolId"), (refused.Refusal?.Code, refused.Refusal?.Field));
    }

    [Fact]
    public async Task A_draft_goes_on_air_step_by_step_alone()
    {
        var gala = await Create("Gala");

        Assert.Equal("bad-transition", (await gala.Transition(_cluster.Command(), GalaState.Lobby)).Refusal?.Code);
        Assert.Null((await gala.Transition(_cluster.Command(), GalaState.Scheduled)).Refusal);
        Assert.Equal("bad-transition", (await gala.Transition(_cluster.Command(), GalaState.Ended)).Refusal?.Code);
        Assert.Equal(GalaState.Scheduled, (await gala.Get()).Value!.State);
    }

    [Fact]
    public async Task Galas_are_listed_by_their_start_and_drafts_only_to_organizers()
    {
        var late = await Create("Tard", hours: 3);
        var soon = await Create("Bientôt", hours: 1);
        await Create("Brouillon", hours: 2);
        await late.Transition(_cluster.Command(), GalaState.Scheduled);
        await soon.Transition(_cluster.Command(), GalaState.Scheduled);

        var first = await Directory.List(new PageRequest(1, null), withDrafts: false);
        var second = await Directory.List(new PageRequest(1, first.Next), withDrafts: false);
        var all = await Directory.List(new PageRequest(50, null), withDrafts: true);

        Assert.Equal("Bientôt", first.Items.Single().Title.Fr);
        Assert.Equal("Tard", second.Items.Single().Title.Fr);
        Assert.Null(second.Next);
        Assert.Equal(["Bientôt", "Brouillon", "Tard"], [.. all.Items.Select(gala => gala.Title.Fr!)]);
    }

    [Fact]
    public async Task A_class_may_join_the_galas_its_school_is_invited_to()
    {
        var school = await School();
        var gala = await Create("Gala");
        await gala.InviteSchool(_cluster.Command(), school);
        var other = await Create("Autre gala");
        await other.Transition(_cluster.Command(), GalaState.Scheduled);

        Assert.Empty(await Directory.OpenFor(school));
        await gala.Transition(_cluster.Command(), GalaState.Scheduled);

        Assert.Equal("Gala", (await Directory.OpenFor(school)).Single().Title.Fr);
    }

    private IGalaDirectoryGrain Directory => _cluster.Grains.GetGrain<IGalaDirectoryGrain>(0);

    private static GalaChange Title(string title) => new(new LocalText(title, null), null, null, null);

    private async Task<IGalaGrain> Create(string title, int hours = 1)
    {
        var gala = _cluster.Grains.GetGrain<IGalaGrain>(GalaId.New(_cluster.Clock).Value);
        var startsAt = _cluster.Clock.GetUtcNow().AddHours(hours);
        var created = await gala.Create(
            _cluster.Command(),
            new NewGala(new LocalText(title, null), startsAt, "America/Toronto", null)
        );
        Assert.Null(created.Refusal);
        return gala;
    }

    private async Task<SchoolId> School()
    {
        var id = SchoolId.New(_cluster.Clock);
        await _cluster.Grains.GetGrain<ISchoolGrain>(id.Value).Create(_cluster.Command(), "École du Fleuve");
        return id;
    }
}
