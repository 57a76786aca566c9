using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Cluster.Projects;
using GalaPlatform.Tests.Specs.Blobs;
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
            : await ProjectFixture.Start(ownClock: false);
        var (school, room) = await platform.NewSchool();
        var project = await platform.NewProject(school, room);

        await platform.Send(project, await File.ReadAllBytesAsync(_clips.Plain()));
        var view = await ProjectFixture.Until(project, MediaState.Ready);

        var asset = view.Media.Asset!;
        Assert.Equal($"projects/{view.Id}/1", asset.Prefix);
        Assert.Equal(TimeSpan.FromSeconds(3), asset.Duration);
        foreach (var rendition in asset.Renditions)
        {
            Assert.NotNull(await platform.Blobs.GetLength(asset.InitBlob(rendition.Name), default));
            Assert.NotNull(await platform.Blobs.GetLength(asset.SegmentBlob(rendition.Name, 1), default));
        }
        Assert.NotNull(await platform.Blobs.GetLength(asset.PosterBlob, default));
        var slate = await platform.Cluster.Grains.GetGrain<ISlateGrain>(0).GetSlate();
        Assert.Equal(TimeSpan.FromSeconds(30), slate!.Duration);
    }

    [Fact]
    public async Task What_is_no_video_fails_in_words_and_the_next_one_has_its_turn()
    {
        await using var platform = await ProjectFixture.Start(ownClock: false);
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
    public async Task A_worker_that_died_in_the_midst_of_it_is_followed_by_another()
    {
        await using var platform = await ProjectFixture.Start(ownClock: false);
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
