using GalaPlatform.Blobs;
using GalaPlatform.Silo.Blobs;
using GalaPlatform.Web.Projects;
using Microsoft.Extensions.Logging.Abstractions;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class SegmentCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gala-cache");
    private readonly CountingStore _store;

    public SegmentCacheTests() => _store = new(new FolderBlobStore(_folder.FullName));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task However_many_ask_at_once_a_blob_is_fetched_once()
    {
        await Write("a/1", 1000);
        var cache = Cache(10_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => cache.Get("a/1"))));

        Assert.All(answers, answer => Assert.Equal(1000, answer!.Bytes.Length));
        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task What_was_not_used_for_longest_leaves_first()
    {
        foreach (var name in (string[])["a/1", "a/2", "a/3"])
        {
            await Write(name, 400);
        }
        var cache = Cache(1000);
        await cache.Get("a/1");
        await cache.Get("a/2");
        await cache.Get("a/1");
        await cache.Get("a/3");

        await cache.Get("a/1");
        Assert.Equal(3, _store.Reads);

        await cache.Get("a/2");
        Assert.Equal(4, _store.Reads);
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_again()
    {
        var cache = Cache(1000);
        Assert.Null(await cache.Get("a/1"));

        await Write("a/1", 10);

        Assert.Equal(10, (await cache.Get("a/1"))!.Bytes.Length);
    }

    [Fact]
    public async Task Each_blob_has_a_tag_of_its_own()
    {
        await Write("a/1", 10);
        await Write("a/2", 10);
        var cache = Cache(1000);

        Assert.NotEqual((await cache.Get("a/1"))!.Tag, (await cache.Get("a/2"))!.Tag);
    }

    private SegmentCache Cache(long capacity) => new(_store, NullLogger<SegmentCache>.Instance, capacity);

    private Task Write(string name, int length) =>
        _store.Write(name, new MemoryStream(new byte[length]), CancellationToken.None);

    /// <summary>A real store that counts what is read of it.</summary>
    private sealed class CountingStore(IBlobStore inner) : IBlobStore
    {
        private int _reads;

        public int Reads => _reads;

        public Task<Stream> OpenRead(string name, long offset, long? count, CancellationToken cancel)
        {
            Interlocked.Increment(ref _reads);
            return inner.OpenRead(name, offset, count, cancel);
        }

        public Task Write(string name, Stream content, CancellationToken cancel) => inner.Write(name, content, cancel);

        public Task<long> StageBlock(string name, int block, Stream content, CancellationToken cancel) =>
            inner.StageBlock(name, block, content, cancel);

        public Task<IReadOnlyDictionary<int, long>> ListStagedBlocks(string name, CancellationToken cancel) =>
            inner.ListStagedBlocks(name, cancel);

        public Task Commit(string name, int blocks, CancellationToken cancel) => inner.Commit(name, blocks, cancel);

        public Task<long?> GetLength(string name, CancellationToken cancel) => inner.GetLength(name, cancel);

        public IAsyncEnumerable<string> List(string prefix, CancellationToken cancel) => inner.List(prefix, cancel);

        public Task DeleteAll(string prefix, CancellationToken cancel) => inner.DeleteAll(prefix, cancel);
    }
}
