using GalaPlatform.Blobs;
using GalaPlatform.Silo.Blobs;
using GalaPlatform.Tests.Specs.Blobs;

namespace GalaPlatform.Tests.Cluster.Blobs;

public sealed class FolderBlobStoreTests : BlobStoreSpecs, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("blobs-").FullName;
    private readonly FolderBlobStore _store;

    public FolderBlobStoreTests() => _store = new FolderBlobStore(_root);

    protected override IBlobStore Store => _store;

    [Fact]
    public async Task What_was_staged_survives_a_restart_and_leaves_nothing_behind()
    {
        await _store.StageBlock("uploads/a", 0, new MemoryStream([1, 2]), default);
        var restarted = new FolderBlobStore(_root);
        await restarted.StageBlock("uploads/a", 1, new MemoryStream([3]), default);
        await restarted.Commit("uploads/a", 2, default);

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(_root, "uploads/a")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_root, ".staged"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_block_beyond_the_next_one_is_refused_before_anything_of_it_is_kept()
    {
        await _store.StageBlock("uploads/a", 0, new MemoryStream([1, 2]), default);

        await Assert.ThrowsAsync<BlobMissingException>(() =>
            _store.StageBlock("uploads/a", 2, new MemoryStream([3]), default)
        );

        Assert.Equal([0], (await _store.ListStagedBlocks("uploads/a", default)).Keys);
        var staged = Directory.GetFiles(Path.Combine(_root, ".staged"), "bytes", SearchOption.AllDirectories);
        Assert.Equal([1, 2], await File.ReadAllBytesAsync(Assert.Single(staged)));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

public sealed class AzureBlobStoreTests(AzuriteFixture azurite) : BlobStoreSpecs, IClassFixture<AzuriteFixture>
{
    private readonly AzureBlobStore _store = new(azurite.NewContainer());

    protected override IBlobStore Store => _store;
}
