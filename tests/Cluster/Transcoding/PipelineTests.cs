using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Cluster.Projects;
using GalaPlatform.Tests.Specs.Blobs;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Transcoding;

namespace GalaPlatform.Tests.Cluster.Transcoding;

/// <summary>From a file that arrived to a video that is ready, through the real worker.</summary>
public sealed class PipelineTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly Clips _clips = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_video_becomes_ready_and_every_one_of_its_blobs_is_there(bool azure)
    {
        await using var platform = azure
            ? await ProjectFixture.Start(ownClock: false, ("ConnectionStrings:Blobs", azurite.ConnectionString))
            : await ProjectFixture.StartWithSlate();
        var (school, room) = await platform.NewSchool();
        var project = await platform.NewProject(school, room);

        await platform.Send(project, await File.ReadAllBytesAsync(_clips.Plain()));
        var view = await ProjectFixture.Until(project, MediaState.Ready);

        var asset = view.Media.Asset!;
        Assert.Equal($"projects/{view.Id}/1", asset.Prefix);
        Assert.Equal(TimeSpan.FromSeconds(3), asset.Duration);
        Assert.Equal(6, asset.Blobs().Count());
        foreach (var blob in asset.Blobs())
        {
            Assert.NotNull(await platform.Blobs.GetLength(blob, default));
        }
        Assert.Equal("360p", asset.File!.Rendition);
        Assert.Equal(asset.File.Bytes, await platform.Blobs.GetLength(asset.FileBlob, default));
        var slate = await platform.Cluster.Grains.GetGrain<ISlateGrain>(0).GetSlate();
        Assert.Equal(TimeSpan.FromSeconds(12), slate!.Duration);
    }

    [Fact]
    public async Task What_is_no_video_fails_in_words_and_the_next_one_has_its_turn()
    {
        await using var platform = await ProjectFixture.StartWithSlate();
        var (school, room) = await platform.NewSchool();
        var bad = await platform.NewProject(school, room);
        var good = await platform.NewProject(school, room);

        await platform.Send(bad, await File.ReadAllBytesAsync(_clips.SoundOnly()));
        await platform.Send(good, await File.ReadAllBytesAsync(_clips.Recorded()));

        var refused = (await ProjectFixture.Until(bad, MediaState.Failed)).Media.Problem!;
        Assert.Equal("sound-only", refused.Code);
        Assert.Contains("son", refused.Message.Fr, StringComparison.Ordinal);
        await ProjectFixture.Until(good, MediaState.Ready);
    }

    [Fact]
    public async Task While_a_video_is_being_made_its_beginning_can_be_watched_already()
    {
        await using var platform = await ProjectFixture.StartWithSlate();
        var (school, room) = await platform.NewSchool();
        var project = await platform.NewProject(school, room);
        await platform.Send(project, await File.ReadAllBytesAsync(_clips.LargeSlides()));

        MediaView seen = (await project.Get()).Value!.Media;
        await Eventually.Holds(
            async () =>
            {
                seen = (await project.Get()).Value!.Media;
                return seen.Preview is not null || seen.State == MediaState.Ready;
            },
            TimeSpan.FromSeconds(60)
        );

        Assert.Equal(MediaState.Transcoding, seen.State);
        Assert.InRange(seen.Progress, 0.02, 1);
        Assert.NotNull(seen.Left);
        var preview = seen.Preview!;
        Assert.InRange(preview.SegmentTicks.Length, 1, 11);
        Assert.NotNull(await platform.Blobs.GetLength(preview.InitBlob("360p"), default));
        Assert.NotNull(
            await platform.Blobs.GetLength(preview.SegmentBlob("360p", preview.SegmentTicks.Length - 1), default)
        );
        var ready = (await ProjectFixture.Until(project, MediaState.Ready)).Media;
        Assert.Equal((preview.Prefix, null), (ready.Asset!.Prefix, ready.Preview));
    }

    [Fact]
    public async Task A_worker_that_died_in_the_midst_of_it_is_followed_by_another()
    {
        await using var platform = await ProjectFixture.StartWithSlate();
        var (school, room) = await platform.NewSchool();
        var project = await platform.NewProject(school, room);
        await platform.Send(project, await File.ReadAllBytesAsync(_clips.Plain()));
        var id = (await ProjectFixture.Until(project, MediaState.Transcoding)).Id;

        await platform.Cluster.Restart();

        var view = await ProjectFixture.Until(platform.Project(id), MediaState.Ready);
        Assert.Equal($"projects/{id}/2", view.Media.Asset!.Prefix);
    }

    public void Dispose() => _clips.Dispose();
}
