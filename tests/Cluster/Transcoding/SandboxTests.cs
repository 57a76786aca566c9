using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Specs.Transcoding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>What a hostile file gets at, with the real ffmpeg behind the real wall: nothing.</summary>
public sealed class SandboxTests : IDisposable
{
    private const string Secret = "The canary sings at midnight";
    private readonly Clips _clips = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-").FullName;

    [Theory]
    [InlineData("hls")]
    [InlineData("concat")]
    [InlineData("neighbour")]
    [InlineData("ftyp")]
    [InlineData("avi")]
    public async Task A_file_that_names_another_is_refused_though_the_other_is_a_video(string kind)
    {
        var hostile = Hostile(kind, _clips.Camcorder());

        var verdict = await TranscoderTests.NewTranscoder().Look(hostile, default);

        Assert.Null(verdict.Video);
        var words = verdict.Problem!.Message;
        Assert.False(string.IsNullOrEmpty(words.Fr) || string.IsNullOrEmpty(words.En));
    }

    [Theory]
    [InlineData("hls")]
    [InlineData("concat")]
    public async Task Even_a_demuxer_that_follows_it_finds_nothing_behind_the_wall(string kind)
    {
        var hostile = Hostile(kind, _clips.Camcorder());
        string[] option = kind == "hls" ? ["-allowed_extensions", "ALL"] : ["-safe", "0"];
        string[] Arguments(string input) =>
            ["-v", "error", "-y", .. option, "-f", kind, "-i", input, "-c", "copy", "-f", "mpegts", "canary.ts"];
        var output = Path.Combine(Scratch, "canary.ts");

        var walled = await Run(Strict, Arguments(SandboxCommand.Original), hostile);
        var (isThere, length) = (walled.Succeeded, File.Exists(output) ? new FileInfo(output).Length : 0);
        Clips.Run("ffmpeg", Arguments(hostile).Select(it => it == "canary.ts" ? output : it).ToArray());

        Assert.Equal((false, 0), (isThere, length));
        Assert.True(new FileInfo(output).Length > 10_000, "without the wall it is read");
    }

    [Fact]
    public async Task The_walls_hide_the_home_the_environment_and_the_network()
    {
        var canary = Canary();

        var seen = await Run(Strict, ["sh", "-c", $"cat {canary}; env; cat /proc/net/dev; ls /"], null);

        Assert.DoesNotContain(Secret, seen.Output, StringComparison.Ordinal);
        Assert.Contains("lo:", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("eth", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME=", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nhome\n", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nvar\n", seen.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu", "i=0; while :; do i=1; done")]
    [InlineData("memory", "x=a; while :; do x=$x$x; done")]
    [InlineData("file", "cat /dev/zero > out.bin")]
    public async Task What_uses_up_more_than_it_may_is_ended(string what, string script)
    {
        var limits = new SandboxLimits(TimeSpan.FromSeconds(1), 64 << 20, 1 << 20);

        var outcome = await Run(Strict, ["sh", "-c", script], null, limits);

        Assert.False(outcome.Succeeded, what);
        Assert.False(outcome.TimedOut, what);
        Assert.All(Directory.EnumerateFiles(Scratch), path => Assert.InRange(new FileInfo(path).Length, 0, 1 << 20));
    }

    [Fact]
    public async Task Where_there_is_no_sandbox_nothing_runs_unless_somebody_said_so()
    {
        // A tool that ends with an error is what bubblewrap looks like where it does not work.
        var strict = new Sandbox(
            Options.Create(new TranscodingOptions { FfmpegPath = "/usr/bin/false" }),
            NullLogger<Sandbox>.Instance
        );
        var lax = new Sandbox(
            Options.Create(new TranscodingOptions { FfmpegPath = "/usr/bin/false", AllowUnsandboxed = true }),
            NullLogger<Sandbox>.Instance
        );

        Assert.False(await strict.MayRun());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(strict, ["-version"], null));
        Assert.True(await lax.MayRun());
    }

    [Fact]
    public void A_full_disk_is_known_by_its_error_and_by_what_ffmpeg_says_of_it()
    {
        var full = Assert.ThrowsAny<IOException>(() => File.WriteAllText("/dev/full", "more"));

        Assert.True(ScratchFolder.IsFull(full));
        Assert.True(ScratchFolder.IsFull("av_interleaved_write_frame(): No space left on device"));
        Assert.False(ScratchFolder.IsFull(new IOException("another")));
        Assert.Throws<ScratchFullException>(() => new ScratchFolder(_folder).RequireRoom(long.MaxValue / 4));
    }

    public void Dispose()
    {
        _clips.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Sandbox Strict { get; } =
        new(Options.Create(new TranscodingOptions()), NullLogger<Sandbox>.Instance);

    private string Scratch => Directory.CreateDirectory(Path.Combine(_folder, "scratch")).FullName;

    private Task<SandboxOutcome> Run(Sandbox sandbox, string[] arguments, string? input, SandboxLimits? limits = null)
    {
        var options = new TranscodingOptions();
        var tool = arguments[0] == "sh" ? "/usr/bin/env" : options.FfmpegPath;
        var patience = TimeSpan.FromSeconds(20);
        return sandbox.Run(
            new SandboxJob(tool, arguments, input, Scratch, patience, limits ?? options.Working(patience)),
            null,
            default
        );
    }

    private string Canary()
    {
        var path = Path.Combine(_folder, "canary.txt");
        File.WriteAllText(path, string.Join('\n', Enumerable.Repeat(Secret, 200)));
        return path;
    }

    private string Hostile(string kind, string canary)
    {
        var playlist = $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{canary}\n#EXT-X-ENDLIST\n";
        return kind switch
        {
            "hls" => _clips.Write("list.mp4", System.Text.Encoding.UTF8.GetBytes(playlist)),
            "concat" => _clips.Write(
                "concat.mp4",
                System.Text.Encoding.UTF8.GetBytes($"ffconcat version 1.0\nfile '{canary}'\n")
            ),
            // ffmpeg thinks that a name without a folder is safe.
            "neighbour" => _clips.Write(
                "neighbour.mp4",
                System.Text.Encoding.UTF8.GetBytes($"ffconcat version 1.0\nfile '{Path.GetFileName(canary)}'\n")
            ),
            // Looks like MP4 at first, then like a list.
            "ftyp" => _clips.Write(
                "both.mp4",
                [0, 0, 0, 8, .. "ftyp"u8, .. System.Text.Encoding.UTF8.GetBytes(playlist)]
            ),
            // The old trick: a list within subtitles within AVI.
            _ => _clips.Write(
                "trick.avi",
                [.. "RIFF\0\0\0\0AVI LIST"u8, .. "GAB2"u8, .. System.Text.Encoding.UTF8.GetBytes(playlist)]
            ),
        };
    }
}
