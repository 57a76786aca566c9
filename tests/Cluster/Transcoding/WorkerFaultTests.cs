using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Cluster.Projects;
using GalaPlatform.Tests.Specs.Blobs;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Transcoding;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>Workers that stop in the midst of it, disks that are full, stores that are down. The test gives the leases and moves their clock.</summary>
public sealed class WorkerFaultTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly Clips _clips = new();
    private ProjectFixture _platform = null!;

    public async Task InitializeAsync() =>
        _platform = await ProjectFixture.Start(ownClock: true, ("Gala:Transcoding:Workers", "0"));

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        _clips.Dispose();
    }

    [Fact]
    public async Task A_worker_that_stood_still_past_its_lease_changes_nothing_when_it_goes_on()
    {
        var project = await Sent(_clips.Slides());
        var id = (await project.Get()).Value!.Id;
        var slow = (await _platform.Queue.Lease("slow", 1, default))!;
        var standing = Attempt.Run(slow, default);
        var tool = await Tools.Of($"{id}-{slow.Attempt}");
        Clips.Run("kill", ["-STOP", .. tool]);

        _platform.Clock.Advance(QueueRules.LeaseLength);
        var fast = (await _platform.Queue.Lease("fast", 1, default))!;
        Assert.Equal(AttemptEnd.Settled, await Attempt.Run(fast, default));
        var made = (await project.Get()).Value!.Media;
        Clips.Run("kill", ["-CONT", .. tool]);

        Assert.Equal(AttemptEnd.Lost, await standing);
        var media = (await project.Get()).Value!.Media;
        Assert.Equal(MediaState.Ready, media.State);
        Assert.Equal(made.Asset!.Prefix, media.Asset!.Prefix);
        Assert.EndsWith($"/{fast.Attempt}", media.Asset.Prefix, StringComparison.Ordinal);
        Assert.All(media.Asset.Blobs(), blob => Assert.NotNull(_platform.Blobs.GetLength(blob, default).Result));
    }

    [Fact]
    public async Task A_killed_tool_is_a_failed_attempt_and_the_third_one_says_why_the_video_failed()
    {
        var project = await Sent(_clips.Slides());
        var id = (await project.Get()).Value!.Id;
        for (var attempt = 1; attempt <= QueueRules.MaxFailures; attempt++)
        {
            var job = (await _platform.Queue.Lease("a", 1, default))!;
            var running = Attempt.Run(job, default);
            Clips.Run("kill", ["-KILL", .. await Tools.Of($"{id}-{job.Attempt}")]);
            var end = await running;
            Assert.Equal(attempt < QueueRules.MaxFailures ? AttemptEnd.Failed : AttemptEnd.Settled, end);
            await _platform.Queue.GiveBack(job, "a", failed: true, default);
            _platform.Clock.Advance(QueueRules.Pause(QueueRules.MaxFailures));
        }

        var media = (await project.Get()).Value!.Media;
        Assert.Equal((MediaState.Failed, "transcoding-failed"), (media.State, media.Problem?.Code));
        Assert.Null((await project.RetryTranscoding(_platform.Next())).Refusal);
        Assert.Equal(AttemptEnd.Settled, await Attempt.Run((await _platform.Queue.Lease("a", 1, default))!, default));
        Assert.Equal(MediaState.Ready, (await project.Get()).Value!.Media.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_picture_that_fits_is_copied_but_not_in_the_last_attempt(bool isLast)
    {
        var project = await Sent(_clips.Fitting());
        var job = (await _platform.Queue.Lease("a", 1, default))!;

        Assert.Equal(AttemptEnd.Settled, await Attempt.Run(job with { IsLast = isLast }, default));

        var media = (await project.Get()).Value!.Media;
        Assert.Equal(MediaState.Ready, media.State);
        var isEncoded = media.Asset!.Renditions[0].Codecs == media.Asset.Renditions[^1].Codecs;
        Assert.Equal(isLast, isEncoded);
    }

    [RootFact]
    public async Task On_a_full_disk_the_video_waits_and_goes_on_when_there_is_room()
    {
        var project = await Sent(_clips.Plain());
        using var disk = SmallDisk.At(_platform.Scratch);

        Assert.Equal(AttemptEnd.Settled, await Attempt.Run((await _platform.Queue.Lease("a", 1, default))!, default));
        var waiting = (await project.Get()).Value!.Media;
        disk.Grow();
        _platform.Clock.Advance(QueueRules.PassingPause);
        Assert.Equal(AttemptEnd.Settled, await Attempt.Run((await _platform.Queue.Lease("a", 1, default))!, default));

        Assert.Equal((MediaState.Received, "waiting-for-disk"), (waiting.State, waiting.Problem?.Code));
        Assert.Equal(MediaState.Ready, (await project.Get()).Value!.Media.State);
        Assert.Empty(Directory.EnumerateDirectories(Directory.EnumerateDirectories(_platform.Scratch).Single()));
    }

    [Fact]
    public async Task While_the_blob_store_is_down_for_a_minute_the_video_waits_and_no_attempt_is_lost()
    {
        await using var platform = await ProjectFixture.Start(
            ownClock: true,
            ("Gala:Transcoding:Workers", "0"),
            ("ConnectionStrings:Blobs", azurite.ConnectionString)
        );
        var project = await Sent(platform, _clips.Plain());
        await azurite.Stop();

        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(1); waited += 2 * QueueRules.PassingPause)
        {
            Assert.Equal(AttemptEnd.Settled, await AttemptNext(platform));
            var waiting = (await project.Get()).Value!.Media;
            Assert.Equal((MediaState.Received, "waiting-for-store"), (waiting.State, waiting.Problem?.Code));
            platform.Clock.Advance(2 * QueueRules.PassingPause);
        }
        await azurite.Start();
        Assert.Equal(AttemptEnd.Settled, await AttemptNext(platform));

        var media = (await project.Get()).Value!.Media;
        Assert.Equal((MediaState.Ready, null), (media.State, media.Problem));
        Assert.All(media.Asset!.Blobs(), blob => Assert.NotNull(platform.Blobs.GetLength(blob, default).Result));
    }

    [Fact]
    public async Task An_original_that_the_store_lost_is_missing()
    {
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        var original = await _platform.Send(project, [1, 2, 3]);
        await _platform.Blobs.DeleteAll(original.Blob, default);

        Assert.Equal(AttemptEnd.Settled, await Attempt.Run((await _platform.Queue.Lease("a", 1, default))!, default));

        var media = (await project.Get()).Value!.Media;
        Assert.Equal((MediaState.Missing, "original-missing"), (media.State, media.Problem?.Code));
    }

    private TranscodeAttempt Attempt => _platform.Cluster.Services.GetRequiredService<TranscodeAttempt>();

    private static async Task<AttemptEnd> AttemptNext(ProjectFixture platform)
    {
        var attempt = platform.Cluster.Services.GetRequiredService<TranscodeAttempt>();
        return await attempt.Run((await platform.Queue.Lease("a", 1, default))!, default);
    }

    private Task<IProjectGrain> Sent(string path) => Sent(_platform, path);

    private static async Task<IProjectGrain> Sent(ProjectFixture platform, string path)
    {
        var (school, room) = await platform.NewSchool();
        var project = await platform.NewProject(school, room);
        await platform.Send(project, await File.ReadAllBytesAsync(path));
        return project;
    }
}

/// <summary>The processes that work on an attempt, by the folder that they may write in.</summary>
internal static class Tools
{
    /// <summary>Waits until ffmpeg encodes into the folder, and gives the numbers of it and of what holds it.</summary>
    public static async Task<string[]> Of(string folder)
    {
        string[] found = [];
        await Eventually.Holds(
            () => Task.FromResult((found = Find($"/{folder}/out")).Length > 0),
            TimeSpan.FromSeconds(30)
        );
        return found;
    }

    private static string[] Find(string folder) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(path => int.TryParse(Path.GetFileName(path), out _))
                .Where(path => CommandOf(path).Contains(folder, StringComparison.Ordinal))
                .SelectMany(path => Below(Path.GetFileName(path)).Prepend(Path.GetFileName(path))),
        ];

    private static IEnumerable<string> Below(string process) =>
        Clips
            .Run("ps", "-o", "pid=", "--ppid", process)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(child => Below(child).Prepend(child));

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            // It ended a moment ago.
            return "";
        }
    }
}

/// <summary>A disk of eight megabytes in memory, which takes the rights of root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    public static SmallDisk At(string path)
    {
        Directory.CreateDirectory(path);
        Assert.Equal("", Clips.Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path));
        return new SmallDisk(path);
    }

    public void Grow() => Assert.Equal("", Clips.Run("mount", "-o", "remount,size=400m", _path));

    public void Dispose() => Clips.Run("umount", "-l", _path);
}
