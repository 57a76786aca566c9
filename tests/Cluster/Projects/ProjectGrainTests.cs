using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Projects;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Specs.Common;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Projects;

public sealed class ProjectGrainTests : IAsyncLifetime
{
    private static readonly byte[] Video = [1, 2, 3];
    private ProjectFixture _platform = null!;

    public async Task InitializeAsync() =>
        _platform = await ProjectFixture.Start(ownClock: true, ("Gala:Transcoding:Workers", "0"));

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task A_project_waits_for_its_video_and_keeps_its_words_over_a_crash()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room, "L’été");
        var id = (await project.Get()).Value!.Id;

        await _platform.Cluster.Crash();
        await _platform.Cluster.Restart();

        var view = (await _platform.Project(id).Get()).Value!;
        Assert.Equal(("L’été", "6B", MediaState.AwaitingUpload), (view.Title, view.ClassroomName, view.Media.State));
        Assert.Equal([1, 12], view.Competencies);
    }

    [Fact]
    public async Task A_classroom_of_another_school_is_not_found()
    {
        var (school, _) = await _platform.NewSchool();
        var (_, foreign) = await _platform.NewSchool();
        var project = _platform.Project(ProjectId.New(_platform.Clock));

        var made = await project.Create(_platform.Next(), new NewProject(school, foreign, "Le robot", null, [], null));

        Assert.Equal("classroom-not-of-school", made.Refusal?.Code);
        Assert.Equal("not-found", (await project.Get()).Refusal?.Code);
    }

    [Fact]
    public async Task A_file_that_arrived_is_in_the_queue_once_also_after_a_crash()
    {
        var project = await Received();

        await _platform.Cluster.Crash();
        await _platform.Cluster.Restart();
        var first = await Lease("a");
        var second = await Lease("b");

        Assert.Equal((project, 1, false), (first!.Project, first.Attempt, first.IsExhausted));
        Assert.Null(second);
    }

    [Fact]
    public async Task A_worker_whose_lease_was_taken_cannot_complete_nor_fail_the_video()
    {
        var id = await Received();
        var project = _platform.Project(id);
        var slow = (await Lease("slow"))!;
        Assert.Null((await project.StartAttempt(_platform.Next(), slow.Attempt)).Refusal);

        _platform.Clock.Advance(QueueRules.LeaseLength);
        var fast = (await Lease("fast"))!;
        var late = await project.CompleteAttempt(_platform.Next(), slow.Attempt, Asset(id, slow.Attempt));
        var lateToo = await project.FailAttempt(_platform.Next(), slow.Attempt, MediaProblems.TooLong);

        Assert.Equal(("lease-lost", "lease-lost"), (late.Refusal?.Code, lateToo.Refusal?.Code));
        Assert.False(await _platform.Queue.Renew(slow, "slow", default));
        Assert.Null((await project.StartAttempt(_platform.Next(), fast.Attempt)).Refusal);
        Assert.Null((await project.CompleteAttempt(_platform.Next(), fast.Attempt, Asset(id, fast.Attempt))).Refusal);
        var media = (await project.Get()).Value!.Media;
        Assert.Equal((MediaState.Ready, $"projects/{id}/2"), (media.State, media.Asset!.Prefix));
    }

    [Fact]
    public async Task A_heartbeat_keeps_the_lease()
    {
        await Received();
        var job = (await Lease("a"))!;

        _platform.Clock.Advance(QueueRules.LeaseLength * 0.9);
        Assert.True(await _platform.Queue.Renew(job, "a", default));
        _platform.Clock.Advance(QueueRules.LeaseLength * 0.9);

        Assert.Null(await Lease("b"));
    }

    [Fact]
    public async Task After_three_failures_there_is_nothing_left_but_to_say_so_and_a_retry_begins_anew()
    {
        var id = await Received();
        for (var failures = 0; failures < QueueRules.MaxFailures; failures++)
        {
            var job = (await Lease("a"))!;
            Assert.False(job.IsExhausted);
            Assert.True(await _platform.Queue.GiveBack(job, "a", failed: true, default));
            Assert.Null(await Lease("a"));
            _platform.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        var last = (await Lease("a"))!;
        Assert.True(last.IsExhausted);
        var project = _platform.Project(id);
        await project.StartAttempt(_platform.Next(), last.Attempt);
        await project.FailAttempt(_platform.Next(), last.Attempt, MediaProblems.TranscodingFailed);
        Assert.Equal("transcoding-failed", (await project.Get()).Value!.Media.Problem?.Code);
        Assert.Null(await Lease("a"));

        Assert.Null((await project.RetryTranscoding(_platform.Next())).Refusal);
        Assert.Equal(
            (last.Attempt + 1, false),
            (await Lease("a")) is { } again ? (again.Attempt, again.IsExhausted) : default
        );
    }

    [Fact]
    public async Task A_newer_upload_takes_the_place_of_one_that_is_being_transcoded()
    {
        var id = await Received();
        var project = _platform.Project(id);
        var job = (await Lease("a"))!;
        await project.StartAttempt(_platform.Next(), job.Attempt);

        await _platform.Send(project, [4, 5]);
        var late = await project.CompleteAttempt(_platform.Next(), job.Attempt, Asset(id, job.Attempt));

        Assert.Equal("lease-lost", late.Refusal?.Code);
        Assert.Equal(MediaState.Received, (await project.Get()).Value!.Media.State);
        Assert.NotNull(await Lease("b"));
    }

    [Fact]
    public async Task An_upload_that_was_replaced_or_given_up_changes_nothing()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        var (old, recent) = (UploadId.New(_platform.Clock), UploadId.New(_platform.Clock));
        await project.BeginUpload(_platform.Next(), old, 3, "a.mp4");
        await project.BeginUpload(_platform.Next(), recent, 3, "b.mp4");

        var received = await project.Receive(
            _platform.Next(),
            new OriginalVideo(old, "originals/a/b", 3, "00", "a.mp4")
        );
        Assert.Equal("upload-replaced", received.Refusal?.Code);
        await project.DropUpload(_platform.Next(), old);
        Assert.Equal(MediaState.Uploading, (await project.Get()).Value!.Media.State);
        await project.DropUpload(_platform.Next(), recent);
        Assert.Equal(MediaState.AwaitingUpload, (await project.Get()).Value!.Media.State);
    }

    [Fact]
    public async Task Only_what_is_approved_ready_and_consented_stands_in_the_playlist()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        var soon = new Consent(ConsentUses.Live | ConsentUses.Network, _platform.Clock.GetUtcNow().AddHours(1));

        Assert.Empty(await Playlist(school));
        await Ready(project);
        Assert.Empty(await Playlist(school));
        await project.Review(_platform.Next(), ReviewDecision.Approved, null);
        Assert.Empty(await Playlist(school));
        Assert.Null((await project.AttestConsent(_platform.Next(), soon)).Refusal);

        Assert.Single(await Playlist(school));
        Assert.Empty(await Playlist(school, ConsentUses.Public));
        _platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await Playlist(school));
    }

    [Fact]
    public async Task A_withdrawal_takes_the_project_out_of_the_playlist()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        await Ready(project);
        await project.Review(_platform.Next(), ReviewDecision.Approved, null);
        await project.AttestConsent(
            _platform.Next(),
            new Consent(ConsentUses.Network, _platform.Clock.GetUtcNow().AddDays(1))
        );
        Assert.Single(await Playlist(school));

        await project.WithdrawConsent(_platform.Next());

        Assert.Empty(await Playlist(school));
    }

    [Fact]
    public async Task An_editor_who_saw_an_older_version_is_told_so()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        var seen = (await project.Get()).Value!.Version;
        await project.Change(_platform.Next(), new ProjectChange("Autre titre", null, null, null), seen);

        var late = await project.Change(_platform.Next(), new ProjectChange("Troisième titre", null, null, null), seen);

        Assert.Equal("stale-version", late.Refusal?.Code);
        Assert.Equal("Autre titre", (await project.Get()).Value!.Title);
    }

    [Fact]
    public async Task A_deleted_project_is_gone_with_its_job_and_its_videos()
    {
        var id = await Received();

        Assert.Null((await _platform.Project(id).Delete(_platform.Next())).Refusal);

        Assert.Equal("not-found", (await _platform.Project(id).Get()).Refusal?.Code);
        Assert.Null(await Lease("a"));
        await Eventually.Holds(
            async () => !await _platform.Blobs.List($"originals/{id}", default).AnyAsync(),
            TimeSpan.FromSeconds(20)
        );
    }

    [Fact]
    public async Task A_video_that_waits_for_the_disk_is_tried_again_after_a_pause_and_it_counts_as_no_attempt()
    {
        var id = await Received();
        var project = _platform.Project(id);
        for (var times = 0; times < QueueRules.MaxLeases + 2; times++)
        {
            var job = (await Lease("a"))!;
            Assert.False(job.IsExhausted);
            await project.StartAttempt(_platform.Next(), job.Attempt);
            var put = await project.PostponeAttempt(_platform.Next(), job.Attempt, MediaProblems.WaitingForDisk);
            Assert.Null(put.Refusal);
            var waiting = (await project.Get()).Value!.Media;
            Assert.Equal((MediaState.Received, "waiting-for-disk"), (waiting.State, waiting.Problem?.Code));
            Assert.Null(await Lease("a"));
            _platform.Clock.Advance(QueueRules.PassingPause);
        }

        var last = (await Lease("a"))!;
        await project.StartAttempt(_platform.Next(), last.Attempt);

        Assert.Null((await project.Get()).Value!.Media.Problem);
        Assert.Null((await project.CompleteAttempt(_platform.Next(), last.Attempt, Asset(id, last.Attempt))).Refusal);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_cannot_postpone_the_video_of_another()
    {
        var project = _platform.Project(await Received());
        var slow = (await Lease("slow"))!;
        await project.StartAttempt(_platform.Next(), slow.Attempt);
        _platform.Clock.Advance(QueueRules.LeaseLength);
        var fast = (await Lease("fast"))!;

        var late = await project.PostponeAttempt(_platform.Next(), slow.Attempt, MediaProblems.WaitingForDisk);

        Assert.Equal("lease-lost", late.Refusal?.Code);
        Assert.True(await _platform.Queue.Renew(fast, "fast", default));
    }

    [Fact]
    public async Task The_third_failure_is_the_last_and_the_lease_says_so_before_it()
    {
        await Received();
        for (var failures = 0; failures < QueueRules.MaxFailures; failures++)
        {
            var job = (await Lease("a"))!;
            Assert.Equal((failures == QueueRules.MaxFailures - 1, false), (job.IsLast, job.IsExhausted));
            await _platform.Queue.GiveBack(job, "a", failed: true, default);
            _platform.Clock.Advance(QueueRules.Pause(QueueRules.MaxFailures));
        }
    }

    [Fact]
    public async Task A_video_whose_blobs_the_store_lost_is_missing_and_can_be_prepared_anew()
    {
        var (school, room) = await _platform.NewSchool();
        var (whole, broken) = (await _platform.NewProject(school, room), await _platform.NewProject(school, room));
        await Ready(whole);
        await Ready(broken);
        var (kept, lost) = (await Media(whole), await Media(broken));
        foreach (var blob in kept.Asset!.Blobs().Concat(lost.Asset!.Blobs()))
        {
            await _platform.Blobs.Write(blob, new MemoryStream(Video), default);
        }
        var reconciler = _platform.Cluster.Services.GetRequiredService<BlobReconciler>();
        Assert.Equal(0, await reconciler.Look(default));

        await _platform.Blobs.DeleteAll(lost.Asset.SegmentBlob("720p", 0), default);
        Assert.Equal(1, await reconciler.Look(default));

        Assert.Equal(MediaState.Ready, (await Media(whole)).State);
        var missing = await Media(broken);
        Assert.Equal((MediaState.Missing, "video-missing"), (missing.State, missing.Problem?.Code));
        Assert.Contains("introuvable", missing.Problem!.Message.Fr, StringComparison.Ordinal);
        Assert.Null((await broken.RetryTranscoding(_platform.Next())).Refusal);
        Assert.Equal(2, (await Lease("a"))!.Attempt);
    }

    [Fact]
    public async Task Who_says_that_an_older_video_is_missing_changes_nothing()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        await Ready(project);
        var old = (await Media(project)).Asset!.Prefix;
        await Ready(project);

        Assert.Null((await project.ReportMissing(_platform.Next(), old)).Refusal);

        Assert.Equal(MediaState.Ready, (await Media(project)).State);
    }

    [Fact]
    public async Task A_schools_projects_come_page_by_page_the_oldest_first()
    {
        var (school, room) = await _platform.NewSchool();
        foreach (var title in (string[])["a", "b", "c"])
        {
            await _platform.NewProject(school, room, title);
            _platform.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var directory = _platform.Cluster.Grains.GetGrain<IProjectDirectoryGrain>(0);

        var first = await directory.OfSchool(school, new PageRequest(2, null));
        var second = await directory.OfSchool(school, new PageRequest(2, first.Next));

        Assert.Equal(["a", "b"], first.Items.Select(it => it.Title));
        Assert.Equal(["c"], second.Items.Select(it => it.Title));
        Assert.Null(second.Next);
    }

    private async Task<ProjectId> Received()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        await _platform.Send(project, Video);
        return (await project.Get()).Value!.Id;
    }

    private async Task Ready(IProjectGrain project)
    {
        await _platform.Send(project, Video);
        var job = (await Lease("a"))!;
        await project.StartAttempt(_platform.Next(), job.Attempt);
        Assert.Null(
            (await project.CompleteAttempt(_platform.Next(), job.Attempt, Asset(job.Project, job.Attempt))).Refusal
        );
    }

    private static async Task<MediaView> Media(IProjectGrain project) => (await project.Get()).Value!.Media;

    private Task<LeasedJob?> Lease(string worker) => _platform.Queue.Lease(worker, 1, default);

    private async Task<ProjectView[]> Playlist(SchoolId school, ConsentUses uses = ConsentUses.Network) =>
        (await _platform.Cluster.Grains.GetGrain<IProjectDirectoryGrain>(0).Playlist(school, uses)).Value!.Items;

    private static MediaAsset Asset(ProjectId project, int attempt) =>
        new(
            $"projects/{project}/{attempt}",
            [new Rendition("720p", 1280, 720, 1, 1, "avc1.4d401f,mp4a.40.2")],
            [20_000_000]
        );
}
