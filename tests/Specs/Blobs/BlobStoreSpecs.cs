using System.Security.Cryptography;
using GalaPlatform.Blobs;

namespace GalaPlatform.Tests.Specs.Blobs;

/// <summary>What every blob store promises.</summary>
public abstract class BlobStoreSpecs
{
    private readonly string _folder = $"projects/{Guid.NewGuid():N}";

    /// <summary>The store under test.</summary>
    protected abstract IBlobStore Store { get; }

    private string Name => $"{_folder}/1/original";

    [Fact]
    public async Task Blocks_become_one_blob_in_their_order()
    {
        var whole = RandomNumberGenerator.GetBytes(3_000_000);
        await Store.StageBlock(Name, 0, new MemoryStream(whole, 0, 1_000_000), default);
        await Store.StageBlock(Name, 1, new MemoryStream(whole, 1_000_000, 1_500_000), default);
        await Store.StageBlock(Name, 2, new MemoryStream(whole, 2_500_000, 500_000), default);

        await Store.Commit(Name, 3, default);

        Assert.Equal(whole, await ReadAll(Name));
        Assert.Equal(3_000_000, await Store.GetLength(Name, default));
        Assert.Empty(await Store.ListStagedBlocks(Name, default));
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_commit()
    {
        await Store.StageBlock(Name, 0, Bytes("half"), default);

        Assert.Null(await Store.GetLength(Name, default));
        await Assert.ThrowsAsync<BlobMissingException>(() => Store.OpenRead(Name, 0, null, default));
        Assert.Empty(await Names(_folder));
    }

    [Fact]
    public async Task Staged_blocks_are_listed_with_their_lengths()
    {
        var kept = await Store.StageBlock(Name, 0, Bytes("four"), default);
        await Store.StageBlock(Name, 1, Bytes("sixsix"), default);

        var blocks = await Store.ListStagedBlocks(Name, default);

        Assert.Equal(4, kept);
        Assert.Equal([0, 1], blocks.Keys.Order());
        Assert.Equal((4, 6), (blocks[0], blocks[1]));
    }

    [Fact]
    public async Task A_block_staged_again_replaces_the_first()
    {
        await Store.StageBlock(Name, 0, Bytes("torn"), default);
        await Store.StageBlock(Name, 0, Bytes("complete"), default);
        await Store.Commit(Name, 1, default);

        Assert.Equal("complete"u8.ToArray(), await ReadAll(Name));
    }

    [Fact]
    public async Task A_block_staged_again_with_another_length_moves_those_that_follow_it()
    {
        await Store.StageBlock(Name, 0, Bytes("0123"), default);
        await Store.StageBlock(Name, 1, Bytes("too long by far"), default);
        await Store.StageBlock(Name, 1, Bytes("45"), default);
        await Store.StageBlock(Name, 2, Bytes("678"), default);
        await Store.Commit(Name, 3, default);

        Assert.Equal("012345678"u8.ToArray(), await ReadAll(Name));
    }

    [Fact]
    public async Task A_commit_takes_the_blocks_it_names_and_no_more()
    {
        await Store.StageBlock(Name, 0, Bytes("kept"), default);
        await Store.StageBlock(Name, 1, Bytes("not announced"), default);
        await Store.Commit(Name, 1, default);

        Assert.Equal("kept"u8.ToArray(), await ReadAll(Name));
        Assert.Empty(await Store.ListStagedBlocks(Name, default));
    }

    [Fact]
    public async Task A_block_comes_from_a_stream_that_cannot_be_rewound()
    {
        var whole = RandomNumberGenerator.GetBytes(2_500_000);
        await Store.StageBlock(Name, 0, new OneWayStream(whole), default);
        await Store.Commit(Name, 1, default);

        Assert.Equal(whole, await ReadAll(Name));
    }

    [Fact]
    public async Task A_commit_with_a_block_missing_is_refused_and_shows_nothing()
    {
        await Store.StageBlock(Name, 0, Bytes("a"), default);
        await Store.StageBlock(Name, 1, Bytes("b"), default);

        await Assert.ThrowsAsync<BlobMissingException>(() => Store.Commit(Name, 3, default));

        Assert.Null(await Store.GetLength(Name, default));
    }

    [Fact]
    public async Task Committing_twice_changes_nothing()
    {
        await Store.StageBlock(Name, 0, Bytes("once"), default);
        await Store.Commit(Name, 1, default);
        await Store.Commit(Name, 1, default);

        Assert.Equal("once"u8.ToArray(), await ReadAll(Name));
    }

    [Fact]
    public async Task A_committed_blob_never_changes()
    {
        await Store.Write(Name, Bytes("first"), default);
        await Store.StageBlock(Name, 0, Bytes("second"), default);
        await Store.Commit(Name, 1, default);

        Assert.Equal("first"u8.ToArray(), await ReadAll(Name));
    }

    [Fact]
    public async Task Writing_the_same_again_is_fine_and_writing_something_else_is_not()
    {
        await Store.Write(Name, Bytes("same"), default);
        await Store.Write(Name, Bytes("same"), default);

        await Assert.ThrowsAsync<BlobExistsException>(() => Store.Write(Name, Bytes("else"), default));

        Assert.Equal("same"u8.ToArray(), await ReadAll(Name));
    }

    [Fact]
    public async Task Of_many_who_write_at_once_one_wins_whole()
    {
        var writers = Enumerable.Range(0, 8).Select(n => Attempt(new string((char)('a' + n), 200_000))).ToArray();

        var won = await Task.WhenAll(writers);

        Assert.Single(won, true);
        Assert.Single((await ReadAll(Name)).Distinct());

        async Task<bool> Attempt(string text)
        {
            try
            {
                await Store.Write(Name, Bytes(text), default);
                return true;
            }
            catch (BlobExistsException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData(0, 3L, "012")]
    [InlineData(4, 3L, "456")]
    [InlineData(4, null, "456789")]
    [InlineData(8, 50L, "89")]
    [InlineData(10, null, "")]
    public async Task A_range_is_read(long offset, long? count, string expected)
    {
        await Store.Write(Name, Bytes("0123456789"), default);

        await using var part = await Store.OpenRead(Name, offset, count, default);

        Assert.Equal(expected, await new StreamReader(part).ReadToEndAsync());
    }

    [Fact]
    public async Task Names_below_a_prefix_come_in_ordinal_order_and_a_prefix_is_a_folder()
    {
        string[] names = ["b/1", "a.b", "a/1", "a-b", "a/0"];
        foreach (var name in names)
        {
            await Store.Write($"{_folder}/{name}", Bytes(name), default);
        }

        Assert.Equal(["a-b", "a.b", "a/0", "a/1", "b/1"], await Names(_folder));
        Assert.Equal(["a/0", "a/1"], await Names($"{_folder}/a"));
    }

    [Fact]
    public async Task Deleting_a_prefix_takes_blobs_and_staged_blocks_and_spares_the_neighbours()
    {
        await Store.Write($"{_folder}/1/x", Bytes("x"), default);
        await Store.StageBlock($"{_folder}/1/y", 0, Bytes("y"), default);
        await Store.Write($"{_folder}/10/x", Bytes("x"), default);

        await Store.DeleteAll($"{_folder}/1", default);
        await Store.DeleteAll($"{_folder}/1", default);

        Assert.Equal(["10/x"], await Names(_folder));
        Assert.Empty(await Store.ListStagedBlocks($"{_folder}/1/y", default));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/.staged")]
    [InlineData("Majuscule")]
    [InlineData("é")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task A_name_that_the_platform_would_not_make_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Write(name, Bytes("x"), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetLength(name, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.StageBlock(name, 0, Bytes("x"), default));
    }

    private async Task<byte[]> ReadAll(string name)
    {
        await using var stream = await Store.OpenRead(name, 0, null, default);
        var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    private async Task<string[]> Names(string prefix)
    {
        var names = new List<string>();
        await foreach (var name in Store.List(prefix, default))
        {
            names.Add(name[(_folder.Length + 1)..]);
        }
        return [.. names];
    }

    private static MemoryStream Bytes(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 10_007)], cancellationToken);
    }
}
