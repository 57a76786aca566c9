using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Cluster.Projects;
using GalaPlatform.Tests.Specs.Transcoding;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>The last look at a video, beside the slate: what does not join is not ready.</summary>
public sealed class SpliceTests : IAsyncLifetime
{
    private readonly Clips _clips = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("splice-").FullName;
    private ProjectFixture _platform = null!;

    public async Task InitializeAsync() =>
        _platform = await ProjectFixture.StartWithSlate(("Gala:Transcoding:Workers", "0"));

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        _clips.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("plain", "00000.m4s")]
    [InlineData("plain", "00001.m4s")]
    [InlineData("fitting", "00000.m4s")]
    [InlineData("fitting", "00002.m4s")]
    public async Task A_video_that_is_encoded_or_copied_joins_with_the_slate_unless_one_of_its_ends_is_spoiled(
        string name,
        string end
    )
    {
        var asset = await Transcode(name == "plain" ? _clips.Plain() : _clips.Fitting());
        await Splice.Check(asset, _folder, default);

        Spoil(Path.Combine(_folder, "360p", end));

        await Assert.ThrowsAsync<BadRenditionException>(() => Splice.Check(asset, _folder, default));
    }

    [Fact]
    public async Task What_does_not_join_is_not_ready_and_says_so_after_its_last_attempt()
    {
        var slate = (await _platform.Cluster.Grains.GetGrain<ISlateGrain>(0).GetSlate())!;
        Spoil(Path.Combine(_platform.BlobFolder, slate.SegmentBlob("360p", 0)));
        var (school, room) = await _platform.NewSchool();
        var project = await _platform.NewProject(school, room);
        await _platform.Send(project, await File.ReadAllBytesAsync(_clips.Plain()));
        var attempt = _platform.Cluster.Services.GetRequiredService<TranscodeAttempt>();
        var job = (await _platform.Queue.Lease("a", 1, default))!;

        Assert.Equal(AttemptEnd.Settled, await attempt.Run(job with { IsLast = true }, default));

        var media = (await project.Get()).Value!.Media;
        Assert.Equal((MediaState.Failed, "splice-check-failed"), (media.State, media.Problem?.Code));
        Assert.Null(media.Asset);
    }

    private SpliceCheck Splice => _platform.Cluster.Services.GetRequiredService<SpliceCheck>();

    private async Task<MediaAsset> Transcode(string path)
    {
        var transcoder = _platform.Cluster.Services.GetRequiredService<Transcoder>();
        var video = (await transcoder.Look(path, default)).Video!;
        return await transcoder.Transcode(video, path, _folder, "projects/a/1", null, default);
    }

    /// <summary>Pictures that no decoder can read, in a segment whose index is as it was.</summary>
    private static void Spoil(string segment)
    {
        var bytes = File.ReadAllBytes(segment);
        var media = bytes.AsSpan().LastIndexOf("mdat"u8) + 4;
        bytes.AsSpan(media + 200, Math.Min(2_000, bytes.Length - media - 200)).Fill(0xA5);
        File.WriteAllBytes(segment, bytes);
    }
}
