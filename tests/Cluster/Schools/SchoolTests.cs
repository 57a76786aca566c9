using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Schools;
using GalaPlatform.Tests.Specs.Platform;
using GalaPlatform.Tests.Specs.Storage;

namespace GalaPlatform.Tests.Cluster.Schools;

public sealed class SqliteSchoolTests : SchoolTests<SqliteTestDatabase>;

public sealed class PostgresSchoolTests : SchoolTests<PostgresTestDatabase>;

public abstract class SchoolTests<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    private readonly GalaCluster<TDatabase> _cluster = new();

    public Task InitializeAsync() => _cluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Schools_are_listed_by_age_page_by_page()
    {
        for (var number = 0; number < 5; number++)
        {
            await Create($"École {number}");
        }
        var directory = _cluster.Grains.GetGrain<ISchoolDirectoryGrain>(0);

        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await directory.List(new PageRequest(2, after), null);
            names.AddRange(page.Items.Select(school => school.Name));
            after = page.Next;
        } while (after is not null);

        Assert.Equal(["École 0", "École 1", "École 2", "École 3", "École 4"], names);
    }

    [Fact]
    public async Task A_coordinator_sees_the_schools_that_are_theirs()
    {
        await Create("École du Fleuve");
        var mine = await Create("École des Érables");

        var page = await _cluster.Grains.GetGrain<ISchoolDirectoryGrain>(0).List(new PageRequest(10, null), [mine]);

        Assert.Equal("École des Érables", page.Items.Single().Name);
    }

    [Fact]
    public async Task A_member_has_the_role_once_also_after_a_crash()
    {
        var school = await Create("École des Érables");
        var account = AccountId.New(_cluster.Clock);

        await AddMember(school, account, StaffRole.Coordinator, null);
        await AddMember(school, account, StaffRole.Coordinator, null);
        await _cluster.CrashAndRestart();

        var roles = await _cluster.Grains.GetGrain<IAccountGrain>(account.Value).GetMemberships();
        Assert.Equal([new Membership(StaffRole.Coordinator, school)], roles);
    }

    [Fact]
    public async Task A_teacher_cannot_get_another_schools_classroom()
    {
        var (mine, theirs) = (await Create("École des Érables"), await Create("École du Fleuve"));
        var classroom = ClassroomId.New(_cluster.Clock);
        await _cluster.Grains.GetGrain<IClassroomGrain>(classroom.Value).Create(_cluster.Command(), theirs, "6B", 20);

        var refused = await AddMember(mine, AccountId.New(_cluster.Clock), StaffRole.Teacher, classroom);

        Assert.Equal("not-found", refused.Refusal?.Code);
    }

    [Fact]
    public async Task A_school_makes_nobody_an_organizer()
    {
        var refused = await AddMember(
            await Create("École des Érables"),
            AccountId.New(_cluster.Clock),
            StaffRole.Organizer,
            null
        );

        Assert.Equal("bad-role", refused.Refusal?.Code);
    }

    private Task<Result<Done>> AddMember(SchoolId school, AccountId account, StaffRole role, ClassroomId? classroom) =>
        _cluster.Grains.GetGrain<ISchoolGrain>(school.Value).AddMember(_cluster.Command(), account, role, classroom);

    private async Task<SchoolId> Create(string name)
    {
        var id = SchoolId.New(_cluster.Clock);
        Assert.Null((await _cluster.Grains.GetGrain<ISchoolGrain>(id.Value).Create(_cluster.Command(), name)).Refusal);
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return id;
    }
}
