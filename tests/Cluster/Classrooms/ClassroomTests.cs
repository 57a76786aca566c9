using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Schools;
using GalaPlatform.Tests.Specs.Platform;
using GalaPlatform.Tests.Specs.Storage;

namespace GalaPlatform.Tests.Cluster.Classrooms;

public sealed class SqliteClassroomTests : ClassroomTests<SqliteTestDatabase>;

public sealed class PostgresClassroomTests : ClassroomTests<PostgresTestDatabase>;

public abstract class ClassroomTests<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    private readonly GalaCluster<TDatabase> _cluster = new();
    private SchoolId _school;
    private IClassroomGrain _classroom = null!;

    public async Task InitializeAsync()
    {
        await _cluster.Start();
        _school = SchoolId.New(_cluster.Clock);
        await _cluster.Grains.GetGrain<ISchoolGrain>(_school.Value).Create(_cluster.Command(), "École des Érables");
        _classroom = await Create("6B", 2);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_class_joins_with_its_code_and_speaks_for_its_headcount()
    {
        var code = await NewCode();

        var seat = await Join("door", code, SeatKind.Class);

        Assert.Equal(
            ("6B", "6B", "École des Érables", 2),
            (seat.Value!.Name, seat.Value.ClassroomName, seat.Value.SchoolName, seat.Value.People)
        );
    }

    [Fact]
    public async Task A_code_is_read_however_it_was_typed()
    {
        var code = await NewCode();

        var seat = await Join("door", $" {code[..4].ToLowerInvariant()}-{code[4..]} ");

        Assert.Null(seat.Refusal);
    }

    [Fact]
    public async Task Two_pupils_never_have_the_same_name_though_they_wish_it()
    {
        var code = await NewCode();

        var first = await Join("door", code, wish: "Loutre bleue");
        var second = await Join("door", code, wish: "Loutre bleue");

        Assert.Equal("Loutre bleue", first.Value!.Name);
        Assert.NotEqual("Loutre bleue", second.Value!.Name);
        Assert.True(Pseudonyms.Contains(second.Value.Name));
    }

    [Fact]
    public async Task A_name_that_is_not_on_the_list_is_passed_over()
    {
        var seat = await Join("door", await NewCode(), wish: "Jean Tremblay");

        Assert.True(Pseudonyms.Contains(seat.Value!.Name));
    }

    [Fact]
    public async Task A_new_code_ends_the_one_before_and_seats_stay()
    {
        var old = await NewCode();
        var seat = await Join("door", old);
        var code = await NewCode();

        Assert.Equal("code-unknown", (await Join("door", old)).Refusal?.Code);
        Assert.Null((await Join("door", code)).Refusal);
        Assert.Null((await _classroom.GetSeat(seat.Value!.Id)).Refusal);
    }

    [Fact]
    public async Task A_code_and_its_seats_end_after_a_day()
    {
        var code = await NewCode();
        var seat = await Join("door", code);

        _cluster.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal("code-unknown", (await Join("door", code)).Refusal?.Code);
        Assert.Equal("not-found", (await _classroom.GetSeat(seat.Value!.Id)).Refusal?.Code);
    }

    [Fact]
    public async Task A_classroom_is_full_at_twice_its_headcount_and_five()
    {
        var code = await NewCode();
        for (var taken = 0; taken < 9; taken++)
        {
            Assert.Null((await Join("door", code)).Refusal);
        }

        Assert.Equal("classroom-full", (await Join("door", code)).Refusal?.Code);
    }

    [Fact]
    public async Task Ten_wrong_codes_a_minute_and_then_one_waits_but_right_ones_pass()
    {
        var code = await NewCode();
        for (var wrong = 0; wrong < 10; wrong++)
        {
            Assert.Equal("code-unknown", (await Join("door", "ZZZZZZZZ")).Refusal?.Code);
        }

        var eleventh = (await Join("door", "not a code")).Refusal;

        Assert.Equal(("too-many-attempts", 60), (eleventh?.Code, eleventh?.RetryAfterSeconds));
        Assert.Null((await Join("door", code)).Refusal);
        Assert.Equal("code-unknown", (await Join("another door", "ZZZZZZZZ")).Refusal?.Code);
        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("code-unknown", (await Join("door", "ZZZZZZZZ")).Refusal?.Code);
    }

    [Fact]
    public async Task Joining_again_with_the_same_command_is_joining_once()
    {
        var code = await NewCode();
        var command = _cluster.Command();

        var seats = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => _classroom.TakeSeat(command, code, SeatKind.Pupil, null))
        );

        Assert.Single(seats.Select(seat => seat.Value!.Id).Distinct());
    }

    [Fact]
    public async Task Codes_and_seats_outlive_a_crash()
    {
        var code = await NewCode();
        var seat = await Join("door", code);

        await _cluster.CrashAndRestart();
        var classroom = _cluster.Grains.GetGrain<IClassroomGrain>(_classroom.GetPrimaryKey());

        Assert.Equal(seat.Value, (await classroom.GetSeat(seat.Value!.Id)).Value);
        Assert.Null((await Join("door", code)).Refusal);
    }

    [Theory]
    [InlineData("", 20, "required")]
    [InlineData("6B", 0, "bad-headcount")]
    [InlineData("6B", 501, "bad-headcount")]
    [InlineData("6B\0", 20, "bad-text")]
    public async Task A_classroom_needs_a_name_and_a_headcount(string name, int headcount, string code)
    {
        var id = ClassroomId.New(_cluster.Clock);
        var grain = _cluster.Grains.GetGrain<IClassroomGrain>(id.Value);

        Assert.Equal(code, (await grain.Create(_cluster.Command(), _school, name, headcount)).Refusal?.Code);
        Assert.Equal("not-found", (await grain.Get()).Refusal?.Code);
    }

    [Fact]
    public async Task A_school_lists_its_classrooms_by_name_page_by_page()
    {
        await Create("Élan", 20);
        await Create("5A", 20);
        await Create("5A", 20);
        var directory = _cluster.Grains.GetGrain<ISchoolDirectoryGrain>(0);

        var first = await directory.Classrooms(_school, new PageRequest(2, null));
        var second = await directory.Classrooms(_school, new PageRequest(2, first.Next));

        Assert.Equal(["5A", "5A", "6B", "Élan"], [.. first.Items.Concat(second.Items).Select(one => one.Name)]);
        Assert.Equal(4, first.Items.Concat(second.Items).Select(one => one.Id).Distinct().Count());
        Assert.Null(second.Next);
    }

    private async Task<IClassroomGrain> Create(string name, int headcount)
    {
        var id = ClassroomId.New(_cluster.Clock);
        var grain = _cluster.Grains.GetGrain<IClassroomGrain>(id.Value);
        Assert.Null((await grain.Create(_cluster.Command(), _school, name, headcount)).Refusal);
        return grain;
    }

    private async Task<string> NewCode() => (await _classroom.NewCode(_cluster.Command(), null)).Value!.Code;

    private Task<Result<SeatView>> Join(
        string address,
        string code,
        SeatKind kind = SeatKind.Pupil,
        string? wish = null
    ) => _cluster.Grains.GetGrain<IJoinGateGrain>(address).Join(_cluster.Command(), code, kind, wish);
}
