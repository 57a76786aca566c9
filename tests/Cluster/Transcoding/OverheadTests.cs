using System.Diagnostics;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Cluster.Projects;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Transcoding;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>
/// What the platform adds to ffmpeg, on a quiet machine: <c>GALA_MEASURE</c> names a video in 1080p. Three rounds, one
/// after another within each; the medians are compared.
/// </summary>
public sealed class OverheadTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("overhead-").FullName;
    private readonly string _video = Environment.GetEnvironmentVariable("GALA_MEASURE") ?? "";
    private string _latest = "";

    [AskedFor("GALA_MEASURE")]
    public async Task A_project_takes_little_longer_than_the_same_command_by_hand_and_a_ladder_less_than_its_rungs()
    {
        await using var platform = await ProjectFixture.Start(ownClock: false, ("Gala:Transcoding:Workers", "0"));
        var video = (await TranscoderTests.NewTranscoder().Look(_video, default)).Video!;
        var (whole, byHand, oneByOne) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            whole.Add(await Project(platform));
            byHand.Add(ByHand(video, video.Sizes));
            oneByOne.Add(video.Sizes.Sum(size => ByHand(video, [size])));
        }

        var (platformTook, handTook, rungsTook) = (Median(whole), Median(byHand), Median(oneByOne));
        output.WriteLine($"a project: {platformTook:0.00} s ({string.Join(" ", whole.Select(it => $"{it:0.00}"))})");
        output.WriteLine($"by hand: {handTook:0.00} s ({string.Join(" ", byHand.Select(it => $"{it:0.00}"))})");
        output.WriteLine($"one by one: {rungsTook:0.00} s ({string.Join(" ", oneByOne.Select(it => $"{it:0.00}"))})");
        output.WriteLine(
            $"project / hand: {platformTook / handTook:0.000}; ladder / rungs: {handTook / rungsTook:0.000}"
        );
        Assert.InRange(platformTook / handTook, 0, 1.1);
        Assert.InRange(handTook / rungsTook, 0, 0.85);
    }

    /// <summary>What the platform made comes back, as a school sends on what it downloaded.</summary>
    [AskedFor("GALA_MEASURE")]
    public async Task A_picture_and_a_sound_that_fit_are_copied_fifty_times_faster_than_they_play()
    {
        var transcoder = TranscoderTests.NewTranscoder();
        var first = (await transcoder.Look(_video, default)).Video!;
        var made = await transcoder.Transcode(first, _video, NewFolder(), "projects/a/1", null, default);
        await transcoder.MakeFile(made, _latest, default);
        var file = Path.Combine(_latest, FileCommand.FileName);
        var video = (await transcoder.Look(file, default)).Video!;
        var (copy, level) = (video.Copy!, new Loudness(Loudness.Target, -3));
        var (both, picture, copied, encoded) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        for (var round = 0; round < Rounds; round++)
        {
            both.Add(Ffmpeg(CopyCommand.For(video, copy, level), file, [copy.Size]));
            picture.Add(Ffmpeg(CopyCommand.For(video, copy with { WithSound = false }, level), file, [copy.Size]));
            copied.Add(await Ladder(transcoder, video, file));
            encoded.Add(await Ladder(transcoder, video with { Copy = null }, file));
        }

        var length = video.Duration.TotalSeconds;
        output.WriteLine($"{copy.Size.Name}, sound fits: {copy.WithSound}; {length:0.0} s");
        output.WriteLine($"copied: {length / Median(both):0} times as fast as it plays");
        output.WriteLine($"copied, its sound encoded: {length / Median(picture):0} times");
        output.WriteLine($"all sizes: {Median(copied):0.00} s with a copy, {Median(encoded):0.00} s without");
        Assert.True(copy.WithSound);
        Assert.InRange(length / Median(both), 50, double.MaxValue);
        Assert.InRange(Median(copied) / Median(encoded), 0, 0.9);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<double> Ladder(Transcoder transcoder, SourceVideo video, string file)
    {
        var watch = Stopwatch.StartNew();
        await transcoder.Transcode(video, file, NewFolder(), "projects/a/1", null, default);
        return watch.Elapsed.TotalSeconds;
    }

    private string NewFolder() =>
        _latest = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>From the lease to ready: fetched, looked at, measured, encoded, checked, brought to the store.</summary>
    private async Task<double> Project(ProjectFixture platform)
    {
        var (school, room) = await platform.NewSchool();
        var project = await platform.NewProject(school, room);
        await platform.Send(project, await File.ReadAllBytesAsync(_video));
        var attempt = platform.Cluster.Services.GetRequiredService<TranscodeAttempt>();
        var watch = Stopwatch.StartNew();
        var end = await attempt.Run((await platform.Queue.Lease("a", 1, default))!, default);
        var took = watch.Elapsed.TotalSeconds;
        Assert.Equal(AttemptEnd.Settled, end);
        Assert.Equal(MediaState.Ready, (await project.Get()).Value!.Media.State);
        return took;
    }

    private double ByHand(SourceVideo video, EncodedSize[] sizes) =>
        Ffmpeg(HlsCommand.For(video, sizes, new Loudness(-20, -6)), _video, sizes);

    private double Ffmpeg(IReadOnlyList<string> command, string file, EncodedSize[] sizes)
    {
        var folder = NewFolder();
        foreach (var size in sizes)
        {
            Directory.CreateDirectory(Path.Combine(folder, size.Name));
        }
        var arguments = command.Select(it => it == SandboxCommand.Original ? file : it);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo("ffmpeg", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true }
        )!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
