using System.Diagnostics;
using System.Globalization;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Cluster.Projects;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Transcoding;
using Xunit.Abstractions;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>
/// A folder of recordings through the whole pipeline: <c>good/</c> becomes ready, <c>bad/</c> is refused in words, and
/// neither keeps the other school waiting. <c>GALA_MEDIA</c> names the folder.
/// </summary>
public sealed class MediaFolderTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Refusal = TimeSpan.FromSeconds(30);
    private static readonly string[] Turns = ["hflip,vflip", "transpose=clock", "transpose=cclock"];
    private readonly string _folder = Directory.CreateTempSubdirectory("media-").FullName;
    private readonly string _media = Environment.GetEnvironmentVariable("GALA_MEDIA") ?? "";

    [AskedFor("GALA_MEDIA")]
    public async Task Everything_good_becomes_ready_and_everything_bad_is_refused_in_words()
    {
        await using var platform = await ProjectFixture.Start(ownClock: false);
        var good = await Send(platform, "good");
        var bad = await Send(platform, "bad");

        foreach (var (path, project) in bad)
        {
            var view = await ProjectFixture.Until(project, MediaState.Failed, TimeSpan.FromMinutes(20));
            output.WriteLine($"{Path.GetFileName(path)}: {view.Media.Problem!.Code}, {view.Media.Problem.Message.Fr}");
            Assert.NotEqual("transcoding-failed", view.Media.Problem.Code);
        }
        foreach (var (path, project) in good)
        {
            var view = await ProjectFixture.Until(project, MediaState.Ready, TimeSpan.FromMinutes(20));
            await AssertPlays(platform, path, view.Media.Asset!);
        }
    }

    [AskedFor("GALA_MEDIA")]
    public async Task Each_refusal_takes_less_than_half_a_minute()
    {
        var transcoder = TranscoderTests.NewTranscoder();
        foreach (var path in Files("bad"))
        {
            var watch = Stopwatch.StartNew();
            var verdict = await transcoder.Look(path, default);
            output.WriteLine(
                $"{Path.GetFileName(path)}: {verdict.Problem?.Code} after {watch.Elapsed.TotalSeconds:0.00} s"
            );
            Assert.NotNull(verdict.Problem);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Refusal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Files(string below) =>
        Directory.Exists(Path.Combine(_media, below))
            ? [.. Directory.EnumerateFiles(Path.Combine(_media, below)).Order()]
            : [];

    /// <summary>A folder is a school: their turns alternate.</summary>
    private async Task<List<(string Path, IProjectGrain Project)>> Send(ProjectFixture platform, string below)
    {
        var (school, room) = await platform.NewSchool();
        var sent = new List<(string, IProjectGrain)>();
        foreach (var path in Files(below))
        {
            var project = await platform.NewProject(school, room, Path.GetFileNameWithoutExtension(path));
            await platform.Send(project, await File.ReadAllBytesAsync(path));
            sent.Add((path, project));
        }
        return sent;
    }

    private async Task AssertPlays(ProjectFixture platform, string source, MediaAsset asset)
    {
        var length = Length(source);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(source)}: {string.Join(' ', asset.Renditions.Select(it => it.Name))}, {length:0.000} s became {asset.Duration.TotalSeconds:0.000} s"
            )
        );
        Assert.InRange(asset.Duration.TotalSeconds, length - 0.1, length + 0.1);
        foreach (var rendition in asset.Renditions)
        {
            var file = await Whole(platform, asset, rendition);
            Assert.Equal("", Clips.Run("ffmpeg", "-nostdin", "-v", "error", "-i", file, "-f", "null", "-"));
            Assert.InRange(Length(file), length - 0.1, length + 0.1);
            Assert.Equal(
                "audio\n",
                Clips.Run(
                    "ffprobe",
                    "-v",
                    "error",
                    "-select_streams",
                    "a",
                    "-show_entries",
                    "stream=codec_type",
                    "-of",
                    "csv=p=0",
                    file
                )
            );
            var upright = Likeness(source, file, rendition, "null");
            Assert.All(Turns, turn => Assert.InRange(Likeness(source, file, rendition, turn), 0, upright));
        }
        Assert.Equal(IsHeard(source), IsHeard(await Whole(platform, asset, asset.Renditions[^1])));
    }

    /// <summary>A rendition as one file: CMAF segments behind their initialization segment are one.</summary>
    private async Task<string> Whole(ProjectFixture platform, MediaAsset asset, Rendition rendition)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.mp4");
        await using var file = File.Create(path);
        var numbers = Enumerable.Range(0, asset.SegmentTicks.Length);
        foreach (
            var blob in numbers
                .Select(it => asset.SegmentBlob(rendition.Name, it))
                .Prepend(asset.InitBlob(rendition.Name))
        )
        {
            await using var content = await platform.Blobs.OpenRead(blob, 0, null, default);
            await content.CopyToAsync(file);
        }
        return path;
    }

    /// <summary>How alike the middle of the picture, turned, is to the source as another player shows it; 1 is the same.</summary>
    private static double Likeness(string source, string made, Rendition rendition, string turn)
    {
        var (w, h) = (rendition.Width, rendition.Height);
        var said = Clips.Run(
            "ffmpeg",
            "-nostdin",
            "-v",
            "info",
            "-t",
            "0.5",
            "-i",
            source,
            "-t",
            "0.5",
            "-i",
            made,
            "-filter_complex",
            $"[0:v]scale=w=2*round(min({w}\\,{h}*dar)/2):h=2*round(min({h}\\,{w}/dar)/2),pad={w}:{h}:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=30:start_time=0,format=gray,crop=ih/2:ih/2[a];[1:v]format=gray,crop=ih/2:ih/2,{turn}[b];[a][b]ssim",
            "-f",
            "null",
            "-"
        );
        var all = said.LastIndexOf("All:", StringComparison.Ordinal);
        Assert.True(all > 0, said);
        return double.Parse(said[(all + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>A file without a sound, and one with a silent one, are not.</summary>
    private static bool IsHeard(string path)
    {
        var said = Clips.Run(
            "ffmpeg",
            "-nostdin",
            "-nostats",
            "-i",
            path,
            "-vn",
            "-af",
            "volumedetect",
            "-f",
            "null",
            "-"
        );
        return said.Contains("max_volume:", StringComparison.Ordinal)
            && !said.Contains("max_volume: -91.0", StringComparison.Ordinal);
    }

    /// <summary>As the container says, or as its packets do where it says nothing.</summary>
    private static double Length(string path)
    {
        var said = Clips
            .Run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path)
            .Trim();
        if (double.TryParse(said, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds;
        }
        var packets = Clips.Run(
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            "v",
            "-show_entries",
            "packet=pts_time,duration_time",
            "-of",
            "csv=p=0",
            path
        );
        var times = packets
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(','))
            .ToArray();
        double At(int row, int column) => double.Parse(times[row][column], CultureInfo.InvariantCulture);
        return At(times.Length - 1, 0) + At(times.Length - 1, 1) - At(0, 0);
    }
}
