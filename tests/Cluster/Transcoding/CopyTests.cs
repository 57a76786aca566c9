using System.Buffers.Binary;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Specs.Transcoding;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>What already is as it must be is copied, bit by bit, and what only looks so is encoded.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly Clips _clips = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("copy-").FullName;
    private readonly Transcoder _transcoder = TranscoderTests.NewTranscoder();

    [Fact]
    public async Task A_picture_that_fits_is_copied_and_the_smaller_sizes_are_made_of_it()
    {
        var original = _clips.Fitting();
        var (video, asset, folder) = await Transcode(original);

        Assert.Equal(("480p", false), (video.Copy?.Size.Name, video.Copy?.WithSound));
        Assert.Equal(["480p", "360p"], asset.Renditions.Select(it => it.Name));
        Assert.Equal(Pictures(original), Pictures(List(folder, "480p")));
        Assert.All(asset.Renditions, it => Assert.Equal("", Decode(List(folder, it.Name))));
        Assert.Equal([20_000_000L, 20_000_000L, 10_000_000L], asset.SegmentTicks);
        Assert.Equal("avc1.4d401f,mp4a.40.2", asset.Renditions[1].Codecs);
    }

    [Fact]
    public async Task What_the_platform_made_is_copied_whole_when_it_comes_back()
    {
        var (_, made, madeFolder) = await Transcode(_clips.Plain());
        await _transcoder.MakeFile(made, madeFolder, default);
        var original = Path.Combine(madeFolder, "video.mp4");

        var (video, asset, folder) = await Transcode(original);

        Assert.Equal(("360p", true), (video.Copy?.Size.Name, video.Copy?.WithSound));
        Assert.Equal(made.SegmentTicks, asset.SegmentTicks);
        var (before, after) = (List(madeFolder, "360p"), List(folder, "360p"));
        Assert.Equal(ParameterSets(madeFolder), ParameterSets(folder));
        Assert.Equal(Pictures(before), Pictures(after));
        Assert.Equal(Sound(before), Sound(after));
    }

    [Fact]
    public async Task A_copy_that_does_not_decode_is_not_used()
    {
        var (video, asset, folder) = await Transcode(_clips.FittingButSpoiled());

        Assert.NotNull(video.Copy);
        Assert.Equal(["480p", "360p"], asset.Renditions.Select(it => it.Name));
        Assert.All(asset.Renditions, it => Assert.Equal("avc1.4d401f,mp4a.40.2", it.Codecs));
        Assert.All(asset.Renditions, it => Assert.Equal("", Decode(List(folder, it.Name))));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("upright")]
    [InlineData("slides")]
    [InlineData("camcorder")]
    public async Task What_devices_record_is_not_copied(string name)
    {
        var path = name switch
        {
            "plain" => _clips.Plain(),
            "upright" => _clips.Upright(),
            "slides" => _clips.Slides(),
            _ => _clips.Camcorder(),
        };

        Assert.Null((await _transcoder.Look(path, default)).Video!.Copy);
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
        return (verdict.Video!, asset, folder);
    }

    private static string List(string folder, string size) => Path.Combine(folder, size, "index.m3u8");

    private static string Decode(string path) =>
        Clips.Run("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-f", "null", "-");

    /// <summary>A hash of each picture as it is decoded.</summary>
    private static string[] Pictures(string path)
    {
        var hashes = Clips
            .Run("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:v", "-f", "framemd5", "-")
            .Split('\n')
            .Where(line => line.StartsWith("0,", StringComparison.Ordinal))
            .Select(line => line.Split(',')[^1].Trim())
            .ToArray();
        Assert.NotEmpty(hashes);
        return hashes;
    }

    /// <summary>A hash of the sound as it is written.</summary>
    private static string Sound(string path) =>
        Clips.Run("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:a", "-c", "copy", "-f", "md5", "-");

    /// <summary>What a decoder is set up with.</summary>
    private static byte[] ParameterSets(string folder)
    {
        var init = File.ReadAllBytes(Path.Combine(folder, "360p", "init.mp4")).AsSpan();
        var box = init.IndexOf("avcC"u8) - 4;
        return init.Slice(box, BinaryPrimitives.ReadInt32BigEndian(init[box..])).ToArray();
    }
}
