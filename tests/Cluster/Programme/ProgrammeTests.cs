using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Room;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Specs.Platform;
using GalaPlatform.Tests.Specs.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Programme;

public sealed class SqliteProgrammeTests : ProgrammeTests<SqliteTestDatabase>;

public sealed class PostgresProgrammeTests : ProgrammeTests<PostgresTestDatabase>;

public abstract class ProgrammeTests<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly GalaCluster<TDatabase> _cluster = new();
    private GalaId _gala;
    private SchoolId _school;
    private ClassroomId _classroom;

    private IGalaGrain Gala => _cluster.Grains.GetGrain<IGalaGrain>(_gala.Value);

    private IProgrammeGrain Programme => _cluster.Grains.GetGrain<IProgrammeGrain>(_gala.Value);

    public async Task InitializeAsync()
    {
        await _cluster.Start();
        _gala = GalaId.New(_cluster.Clock);
        (_school, _classroom) = (SchoolId.New(_cluster.Clock), ClassroomId.New(_cluster.Clock));
        Ok(await _cluster.Grains.GetGrain<ISchoolGrain>(_school.Value).Create(_cluster.Command(), "École des Érables"));
        var classroom = _cluster.Grains.GetGrain<IClassroomGrain>(_classroom.Value);
        Ok(await classroom.Create(_cluster.Command(), _school, "6B", 20));
        var startsAt = _cluster.Clock.GetUtcNow().AddHours(1);
        Ok(await Gala.Create(_cluster.Command(), new NewGala(new("Gala", null), startsAt, "America/Toronto", null)));
        Ok(await Gala.InviteSchool(_cluster.Command(), _school));
        Ok(await _cluster.Grains.GetGrain<ISlateGrain>(0).SlateMade(_cluster.Command(), Asset("slates/1", 3)));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_programme_says_when_each_session_is_planned()
    {
        var project = await ReadyProject("Robots", segments: 4);

        var programme = Ok(await Programme.SetProgramme(_cluster.Command(), [Pause(3), Video(project)], null));

        var startsAt = (await Gala.Get()).Value!.StartsAt;
        Assert.Equal([startsAt, startsAt.AddSeconds(4)], [.. programme.Sessions.Select(session => session.PlannedAt)]);
        Assert.Equal([4.0, 8.0], [.. programme.Sessions.Select(session => session.Seconds)]);
        Assert.Equal("Robots", programme.Sessions[1].Title.Fr);
    }

    [Fact]
    public async Task A_programme_takes_only_what_may_be_shown()
    {
        var raw = await Project("Brouillon");
        var unapproved = await ReadyProject("Robots", 4, approve: false);
        var unconsented = await ReadyProject("Robots", 4, consent: ConsentUses.Network);
        var short_ = await ReadyProject("Robots", 4, days: 0.02);

        Assert.Equal("project-not-ready", await RefusalOf(Video(raw)));
        Assert.Equal("project-not-approved", await RefusalOf(Video(unapproved)));
        Assert.Equal("project-not-consented", await RefusalOf(Video(unconsented)));
        Assert.Equal("project-not-consented", await RefusalOf(Video(short_)));
        Assert.Equal("not-found", await RefusalOf(Video(ProjectId.New(_cluster.Clock))));
        Assert.Equal("bad-session", await RefusalOf(Pause(0)));
        Assert.Equal("bad-session", await RefusalOf(new ProgrammeItem(SessionKind.Video, null, null, null)));
        Assert.Equal("required", await RefusalOf(new ProgrammeItem(SessionKind.Slate, null, null, 5)));
        Assert.Empty((await Programme.GetProgramme()).Value!.Sessions);
    }

    [Fact]
    public async Task Of_two_editors_of_one_programme_the_second_is_told()
    {
        var first = Ok(await Programme.SetProgramme(_cluster.Command(), [Pause(10)], 0));

        var second = await Programme.SetProgramme(_cluster.Command(), [Pause(20)], 0);

        Assert.Equal(RefusalKind.Stale, second.Refusal?.Kind);
        Assert.Equal(first.Version, (await Programme.GetProgramme()).Value!.Version);
        Assert.Equal(10, (await Programme.GetProgramme()).Value!.Sessions.Single().Seconds);
    }

    [Fact]
    public async Task What_stays_in_the_programme_keeps_its_id()
    {
        var project = await ReadyProject("Robots", 4);
        var before = Ok(await Programme.SetProgramme(_cluster.Command(), [Pause(10), Video(project)], null));

        var after = Ok(await Programme.SetProgramme(_cluster.Command(), [Video(project), Pause(20), Pause(10)], null));

        Assert.Equal(before.Sessions[1].Id, after.Sessions[0].Id);
        Assert.Equal(before.Sessions[0].Id, after.Sessions[2].Id);
    }

    [Fact]
    public async Task A_programme_on_air_is_not_rewritten()
    {
        await GoLive(Pause(10));

        var refused = await Programme.SetProgramme(_cluster.Command(), [Pause(20)], null);

        Assert.Equal("programme-on-air", refused.Refusal?.Code);
    }

    [Fact]
    public async Task The_plan_of_the_channel_is_the_same_after_a_crash()
    {
        var project = await ReadyProject("Robots", 40);
        await GoLive(Video(project), Pause(10));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(7));
        Ok(await Programme.GiveCue(_cluster.Command(), CueAction.Hold, null));
        var before = Ok(await Programme.WatchChannel(Watcher()));

        await _cluster.CrashAndRestart();
        var after = Ok(await Programme.WatchChannel(Watcher()));

        Assert.Equivalent(before, after, strict: true);
        Assert.Equal([CueAction.Open, CueAction.Begin, CueAction.Hold], [.. after.Cues.Select(cue => cue.Action)]);
    }

    [Fact]
    public async Task A_cue_sent_twice_is_one_cue_and_reaches_the_watchers_and_the_room()
    {
        await GoLive(Pause(60), Pause(60));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        var watcher = new RecordingWatcher();
        await Programme.WatchChannel(_cluster.Grains.CreateObjectReference<IChannelWatcher>(watcher));
        var command = _cluster.Command();

        var answers = await Task.WhenAll(
            Programme.GiveCue(command, CueAction.Next, null),
            Programme.GiveCue(command, CueAction.Next, null)
        );

        Assert.Equal(answers[0].Value, answers[1].Value);
        var plan = await watcher.Plan.Task.WaitAsync(Patience);
        Assert.Equal(CueAction.Next, plan.Cues[^1].Action);
        var history = (await _cluster.Grains.GetGrain<IRoomGrain>(_gala.Value).Read(0, 100)).Value!;
        var cues = history.Entries.Where(entry => entry.Kind == EntryKinds.Cue).ToArray();
        Assert.Equal(["open", "begin", "next"], [.. cues.Select(ActionOf)]);
    }

    [Fact]
    public async Task The_room_opens_with_the_lobby_and_closes_at_the_end()
    {
        await GoLive(Pause(60));
        Assert.True((await RoomSettings()).Open);

        Ok(await Gala.Transition(_cluster.Command(), GalaState.Ended));

        Assert.False((await RoomSettings()).Open);
    }

    [Fact]
    public async Task Each_sessions_record_says_what_became_of_it_also_after_a_crash()
    {
        await GoLive(Pause(10), Pause(10), Pause(60));
        var sessions = (await Programme.GetProgramme()).Value!.Sessions;
        var third = sessions[2].Id;
        Ok(await Programme.GiveCue(_cluster.Command(), CueAction.Jump, third));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(6));

        await _cluster.CrashAndRestart();
        await Until(async () => (await Record(third)).State == SessionState.OnAir);

        var records = await Task.WhenAll(sessions.Select(session => Record(session.Id)));
        Assert.Equal(SessionState.Skipped, records[1].State);
        Assert.Equal((await Programme.GetProgramme()).Value!.OnAir!.StartedAt, records[2].StartedAt);
    }

    [Fact]
    public async Task A_withdrawn_project_leaves_the_air_within_seconds()
    {
        var project = await ReadyProject("Robots", 60);
        await GoLive(Video(project), Pause(60));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        var sessions = (await Programme.GetProgramme()).Value!.Sessions;

        Ok(await _cluster.Grains.GetGrain<IProjectGrain>(project.Value).WithdrawConsent(_cluster.Command()));
        await Until(async () => (await Plan()).Cues[^1].Action == CueAction.Next);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(sessions[1].Id, (await Programme.GetProgramme()).Value!.OnAir?.SessionId);
        var back = await Programme.GiveCue(_cluster.Command(), CueAction.Jump, sessions[0].Id);
        Assert.Equal("project-not-consented", back.Refusal?.Code);
    }

    private static string ActionOf(RoomEntry entry) =>
        System.Text.Json.JsonDocument.Parse(entry.Data).RootElement.GetProperty("action").GetString()!;

    private async Task<ChannelPlan> Plan() => Ok(await Programme.WatchChannel(Watcher()));

    private IChannelWatcher Watcher() => _cluster.Grains.CreateObjectReference<IChannelWatcher>(new RecordingWatcher());

    private async Task<SessionRecord> Record(SessionId session) =>
        Ok(await _cluster.Grains.GetGrain<ISessionGrain>(session.Value).Get());

    private async Task<RoomSettings> RoomSettings()
    {
        var room = _cluster.Grains.GetGrain<IRoomGrain>(_gala.Value);
        var observer = _cluster.Grains.CreateObjectReference<IRoomObserver>(new SilentRoom());
        return Ok(await room.Subscribe("node", observer, 0)).Settings;
    }

    // Timers ring by the test's clock: it moves on while one waits.
    private Task Until(Func<Task<bool>> condition) =>
        Specs.Common.Eventually.Holds(
            async () =>
            {
                var held = await condition();
                _cluster.Clock.Advance(TimeSpan.FromMilliseconds(held ? 0 : 100));
                return held;
            },
            Patience,
            TimeSpan.FromMilliseconds(10)
        );

    private async Task GoLive(params ProgrammeItem[] items)
    {
        Ok(await Programme.SetProgramme(_cluster.Command(), items, null));
        Ok(await Gala.Transition(_cluster.Command(), GalaState.Scheduled));
        Ok(await Gala.Transition(_cluster.Command(), GalaState.Lobby));
        Ok(await Gala.Transition(_cluster.Command(), GalaState.Live));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(3));
    }

    private async Task<string?> RefusalOf(ProgrammeItem item) =>
        (await Programme.SetProgramme(_cluster.Command(), [Pause(10), item], null)).Refusal?.Code;

    private async Task<ProjectId> ReadyProject(
        string title,
        int segments,
        bool approve = true,
        ConsentUses consent = ConsentUses.Live,
        double days = 30
    )
    {
        var id = await Project(title);
        var project = _cluster.Grains.GetGrain<IProjectGrain>(id.Value);
        var upload = UploadId.New(_cluster.Clock);
        Ok(await project.BeginUpload(_cluster.Command(), upload, 100, "robots.mp4"));
        var original = new OriginalVideo(upload, $"originals/{id}/{upload}", 100, new string('0', 64), "robots.mp4");
        Ok(await project.Receive(_cluster.Command(), original));
        var queue = _cluster.Services.GetRequiredService<TranscodeQueue>();
        var attempt = (await queue.Lease("worker", 1, CancellationToken.None))!.Attempt;
        Ok(await project.StartAttempt(_cluster.Command(), attempt));
        Ok(await project.CompleteAttempt(_cluster.Command(), attempt, Asset($"projects/{id}/1", segments)));
        var until = _cluster.Clock.GetUtcNow().AddDays(days);
        Ok(await project.AttestConsent(_cluster.Command(), new Consent(consent, until)));
        if (approve)
        {
            Ok(await project.Review(_cluster.Command(), ReviewDecision.Approved, null));
        }
        return id;
    }

    private async Task<ProjectId> Project(string title)
    {
        var id = ProjectId.New(_cluster.Clock);
        var project = _cluster.Grains.GetGrain<IProjectGrain>(id.Value);
        Ok(await project.Create(_cluster.Command(), new NewProject(_school, _classroom, title, null, [], null)));
        return id;
    }

    private static ProgrammeItem Video(ProjectId project) => new(SessionKind.Video, project, null, null);

    private static ProgrammeItem Pause(int seconds) => new(SessionKind.Slate, null, new("Pause", "Break"), seconds);

    private static MediaAsset Asset(string prefix, int segments) =>
        new(
            prefix,
            [new("720p", 1280, 720, 3_000_000, 2_000_000, "avc1.4d401f,mp4a.40.2")],
            [.. Enumerable.Repeat(MediaAsset.SegmentLength.Ticks, segments)]
        );

    private static T Ok<T>(Result<T> result)
    {
        Assert.Null(result.Refusal);
        return result.Value!;
    }

    private sealed class RecordingWatcher : IChannelWatcher
    {
        public TaskCompletionSource<ChannelPlan> Plan { get; } = new();

        public Task PlanChanged(ChannelPlan plan)
        {
            Plan.TrySetResult(plan);
            return Task.CompletedTask;
        }
    }

    private sealed class SilentRoom : IRoomObserver
    {
        public Task Deliver(RoomBatch batch) => Task.CompletedTask;
    }
}
