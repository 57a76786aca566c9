using System.Buffers.Binary;
using System.Globalization;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Specs.Transcoding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>From real files to real segments, with ffmpeg in its sandbox.</summary>
public sealed class TranscoderTests : IDisposable
{
    private readonly Clips _clips = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("transcoder-").FullName;
    private readonly Transcoder _transcoder = NewTranscoder();

    [Theory]
    [InlineData("plain")]
    [InlineData("upright")]
    [InlineData("recorded")]
    [InlineData("late")]
    [InlineData("camcorder")]
    [InlineData("hdr")]
    [InlineData("slides")]
    public async Task What_devices_record_becomes_a_video_of_the_same_length_that_decodes_cleanly(string name)
    {
        var (video, asset, folder) = await Transcode(Good(name));

        Assert.InRange(
            asset.Duration.TotalSeconds,
            video.Duration.TotalSeconds - 0.1,
            video.Duration.TotalSeconds + 0.1
        );
        Assert.Equal("360p", asset.Renditions[^1].Name);
        foreach (var rendition in asset.Renditions)
        {
            var playlist = Path.Combine(folder, rendition.Name, "index.m3u8");
            Assert.Equal("", Clips.Run("ffmpeg", "-nostdin", "-v", "error", "-i", playlist, "-f", "null", "-"));
            Assert.Equal("avc1.4d401f,mp4a.40.2", rendition.Codecs);
            Assert.InRange(Length(playlist), asset.Duration.TotalSeconds - 0.03, asset.Duration.TotalSeconds + 0.03);
        }
        var poster = $"{asset.Renditions[0].Width}x{asset.Renditions[0].Height}";
        Assert.Contains(poster, Clips.Run("ffprobe", "-v", "info", Path.Combine(folder, "poster.jpg")));
        var rows = (asset.Thumbnails!.Count + asset.Thumbnails.Columns - 1) / asset.Thumbnails.Columns;
        var sheet = $"{asset.Thumbnails.Columns * 160}x{rows * 90}";
        Assert.Contains(sheet, Clips.Run("ffprobe", "-v", "info", Path.Combine(folder, "thumbnails.jpg")));
    }

    [Fact]
    public async Task Any_two_videos_and_the_slate_have_the_same_initialization_segments_and_join_without_an_error()
    {
        var (_, small, plain) = await Transcode(Good("plain"));
        var (_, middle, other) = await Transcode(Good("camcorder"));
        var (_, large, hall) = await Transcode(_clips.Large());
        var slate = Path.Combine(_folder, "slate");
        var between = await _transcoder.MakeSlate(slate, "slates/a", default);
        Assert.Equal([1, 2, 4, 4], new[] { small, middle, large, between }.Select(asset => asset.Renditions.Length));

        foreach (var rendition in between.Renditions)
        {
            var init = await File.ReadAllBytesAsync(Path.Combine(slate, rendition.Name, "init.mp4"));
            foreach (var (asset, folder) in new[] { (small, plain), (middle, other), (large, hall) })
            {
                if (asset.Renditions.Any(it => it.Name == rendition.Name))
                {
                    Assert.Equal(init, await File.ReadAllBytesAsync(Path.Combine(folder, rendition.Name, "init.mp4")));
                }
            }
        }
        foreach (var rung in Ladder.Rungs)
        {
            var joined = Join(rung, (between, slate), (small, plain), (between, slate), (large, hall), (middle, other));
            Assert.Equal("", Clips.Run("ffmpeg", "-nostdin", "-v", "error", "-i", joined, "-f", "null", "-"));
        }
    }

    [Theory]
    [InlineData("a segment that is cut off")]
    [InlineData("less media than its index says")]
    [InlineData("an empty segment")]
    [InlineData("a segment too few in the list")]
    [InlineData("another length in the list")]
    [InlineData("a list without an end")]
    [InlineData("a segment of another time")]
    [InlineData("a segment of another length")]
    [InlineData("no key frame")]
    [InlineData("a key frame by name alone")]
    [InlineData("no sound")]
    public async Task What_could_not_stand_in_the_channel_is_no_video(string damage)
    {
        var (video, _, folder) = await Transcode(Good("plain"));
        var frames = FrameGrid.Frames(video.Duration);
        RenditionReader.Read(folder, "projects/a/1", video.Sizes, frames);

        Damage(Path.Combine(folder, "360p"), damage);

        Assert.ThrowsAny<BadRenditionException>(() =>
            RenditionReader.Read(folder, "projects/a/1", video.Sizes, frames)
        );
    }

    [Fact]
    public async Task Every_segment_begins_with_a_key_frame_at_its_own_time()
    {
        var (_, asset, folder) = await Transcode(Good("plain"));

        var keys = Clips.Run(
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            "v",
            "-show_entries",
            "packet=pts_time,flags",
            "-of",
            "csv=p=0",
            Path.Combine(folder, "360p", "index.m3u8")
        );

        var times = keys.Split('\n').Where(line => line.Contains(",K", StringComparison.Ordinal));
        Assert.Equal(["0.000000", "2.000000"], times.Select(line => line.Split(',')[0]));
        Assert.Equal([20_000_000L, 10_000_000L], asset.SegmentTicks);
    }

    [Fact]
    public async Task A_quiet_sound_is_brought_to_the_loudness_of_all_others()
    {
        var (_, _, folder) = await Transcode(Good("quiet"));

        var playlist = Path.Combine(folder, "360p", "index.m3u8");
        var said = Clips.Run("ffmpeg", "-nostdin", "-nostats", "-i", playlist, "-af", "ebur128", "-f", "null", "-");

        Assert.InRange(Loudness.Parse(said + "\n Peak: 0.0 dBFS")!.Integrated, -17, -15);
    }

    [Theory]
    [InlineData("empty", "empty-file")]
    [InlineData("page", "not-a-video")]
    [InlineData("zip", "not-a-video")]
    [InlineData("noise", "not-a-video")]
    [InlineData("playlist", "not-a-video")]
    [InlineData("header", "unreadable-video")]
    [InlineData("sound", "sound-only")]
    [InlineData("still", "still-picture")]
    [InlineData("rare", "codec-not-allowed")]
    [InlineData("long", "too-long")]
    [InlineData("tracks", "too-many-streams")]
    [InlineData("cut", "cut-off")]
    public async Task What_is_no_video_is_refused_in_words(string name, string code)
    {
        var verdict = await _transcoder.Look(Bad(name), default);

        Assert.Equal(code, verdict.Problem?.Code);
    }

    internal static Transcoder NewTranscoder()
    {
        var options = Options.Create(new TranscodingOptions());
        var sandbox = new Sandbox(options, NullLogger<Sandbox>.Instance);
        var probe = new VideoProbe(sandbox, options, NullLogger<VideoProbe>.Instance);
        return new Transcoder(probe, sandbox, options, NullLogger<Transcoder>.Instance);
    }

    public void Dispose()
    {
        _clips.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(SourceVideo Video, MediaAsset Asset, string Folder)> Transcode(string path)
    {
        var verdict = await _transcoder.Look(path, default);
        Assert.Null(verdict.Problem);
        var folder = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        var asset = await _transcoder.Transcode(verdict.Video!, path, folder, "projects/a/1", null, default);
        await _transcoder.MakeStills(asset, folder, default);
        return (verdict.Video!, asset, folder);
    }

    private string Good(string name) =>
        name switch
        {
            "plain" => _clips.Plain(),
            "upright" => _clips.Upright(),
            "recorded" => _clips.Recorded(),
            "late" => _clips.LateSound(),
            "quiet" => _clips.Quiet(),
            "camcorder" => _clips.Camcorder(),
            "slides" => _clips.Slides(),
            _ => _clips.HighDynamicRange(),
        };

    private string Bad(string name) =>
        name switch
        {
            "sound" => _clips.SoundOnly(),
            "still" => _clips.Still(),
            "rare" => _clips.RareCodec(),
            "long" => _clips.TenHours(),
            "tracks" => _clips.ManyTracks(),
            "cut" => _clips.CutOff(),
            "empty" => _clips.Write("e.mp4", []),
            "page" => _clips.Write("p.mp4", "<html><script>alert(1)</script></html>"u8.ToArray()),
            "zip" => _clips.Write("z.mp4", [.. "PK\u0003\u0004"u8, .. File.ReadAllBytes(_clips.Plain())]),
            "header" => _clips.Write("h.mp4", File.ReadAllBytes(_clips.Plain())[..2_000]),
            "playlist" => _clips.Write(
                "l.mp4",
                "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8.ToArray()
            ),
            _ => _clips.Write("n.mov", [.. Enumerable.Range(0, 50_000).Select(n => (byte)(n * 7919 >> 3))]),
        };

    /// <summary>Spoils one segment of a rendition.</summary>
    private static void Damage(string rendition, string how)
    {
        var (first, second) = (Path.Combine(rendition, "00000.m4s"), Path.Combine(rendition, "00001.m4s"));
        var bytes = File.ReadAllBytes(first);
        switch (how)
        {
            case "a segment that is cut off":
                File.WriteAllBytes(first, bytes[..^100]);
                break;
            case "less media than its index says":
                var media = bytes.AsSpan().LastIndexOf("mdat"u8) - 4;
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(media), bytes.Length - media - 100);
                File.WriteAllBytes(first, bytes[..^100]);
                break;
            case "an empty segment":
                File.WriteAllText(second, "");
                break;
            case "a segment too few in the list":
                Rewrite(rendition, list => list.Remove(list.LastIndexOf("#EXTINF", StringComparison.Ordinal), 1));
                break;
            case "another length in the list":
                Rewrite(rendition, list => list.Replace("#EXTINF:2.0", "#EXTINF:1.9", StringComparison.Ordinal));
                break;
            case "a list without an end":
                Rewrite(rendition, list => list.Replace("#EXT-X-ENDLIST", "", StringComparison.Ordinal));
                break;
            case "a segment of another time":
                File.Copy(second, first, overwrite: true);
                break;
            case "a segment of another length":
                File.Copy(first, second, overwrite: true);
                break;
            case "no key frame":
                // The flag "is no sync sample" of the first picture.
                var run = bytes.AsSpan().IndexOf("trun"u8);
                bytes[run + 4 + 4 + 4 + 4 + 1] |= 1;
                File.WriteAllBytes(first, bytes);
                break;
            case "a key frame by name alone":
                // The picture's first slice becomes one that looks back.
                var anew = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x65, 0x88]);
                bytes[anew] = 0x61;
                File.WriteAllBytes(first, bytes);
                break;
            case "no sound":
                // Another track's number: what is there belongs to nobody.
                var last = bytes.AsSpan().LastIndexOf("tfhd"u8);
                bytes[last + 4 + 4 + 3] = 9;
                File.WriteAllBytes(first, bytes);
                break;
        }
    }

    private static void Rewrite(string rendition, Func<string, string> change)
    {
        var path = Path.Combine(rendition, "index.m3u8");
        var list = File.ReadAllText(path);
        var changed = change(list);
        Assert.NotEqual(list, changed);
        File.WriteAllText(path, changed);
    }

    /// <summary>One playlist over several folders, as the channel writes it.</summary>
    private string Join(Rung rung, params (MediaAsset Asset, string Folder)[] videos)
    {
        var lines = new List<string> { "#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:2" };
        foreach (var (asset, folder) in videos)
        {
            var size = Ladder.On(asset, rung).Name;
            var own = File.ReadAllLines(Path.Combine(folder, size, "index.m3u8"));
            lines.Add("#EXT-X-DISCONTINUITY");
            lines.Add($"#EXT-X-MAP:URI=\"{Path.Combine(folder, size, "init.mp4")}\"");
            lines.AddRange(
                own.Where(line =>
                        line.StartsWith("#EXTINF", StringComparison.Ordinal)
                        || line.EndsWith(".m4s", StringComparison.Ordinal)
                    )
                    .Select(line =>
                        line.EndsWith(".m4s", StringComparison.Ordinal) ? Path.Combine(folder, size, line) : line
                    )
            );
        }
        lines.Add("#EXT-X-ENDLIST");
        var path = Path.Combine(_folder, $"{rung.Name}.m3u8");
        File.WriteAllLines(path, lines);
        return path;
    }

    private static double Length(string playlist) =>
        double.Parse(
            Clips.Run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", playlist),
            CultureInfo.InvariantCulture
        );
}
