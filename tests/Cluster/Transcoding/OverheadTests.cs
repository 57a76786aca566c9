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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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

    private double ByHand(SourceVideo video, EncodedSize[] sizes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var size in sizes)
        {
            Directory.CreateDirectory(Path.Combine(folder, size.Name));
        }
        var arguments = HlsCommand
            .For(video, sizes, new Loudness(-20, -6))
            .Select(it => it == SandboxCommand.Original ? _video : it)
            .ToArray();
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
