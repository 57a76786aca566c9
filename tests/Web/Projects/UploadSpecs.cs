using System.Security.Cryptography;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Specs.Blobs;
using GalaPlatform.Tests.Web.Common;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Projects;

public sealed class FolderUploadTests : UploadSpecs
{
    protected override Dictionary<string, string?> Settings => [];

    [Fact]
    public async Task A_file_whose_blocks_were_lost_behind_our_back_is_asked_for_anew()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(1000));
        var upload = await Client.Begin(project, bytes.Length);
        using var first = await Client.Append(upload, 0, bytes[..600]);
        await first.Json204();

        await Blobs.DeleteAll(BlobOf(project, upload), default);
        using var rest = await Client.Append(upload, 600, bytes[600..]);

        await rest.Problem(410, "upload-blocks-lost");
        using var head = await Client.Head(upload);
        Assert.Equal(410, (int)head.StatusCode);
        Assert.Equal("awaitingUpload", await Stage.StateOf(project));
        var again = await Client.Begin(project, bytes.Length);
        using var whole = await Client.Append(again, 0, bytes);
        await whole.Json204();
        await AssertReceived(project, again, bytes);
    }
}

public sealed class AzureUploadTests(AzuriteFixture azurite) : UploadSpecs, IClassFixture<AzuriteFixture>
{
    protected override Dictionary<string, string?> Settings =>
        new() { ["ConnectionStrings:Blobs"] = azurite.ConnectionString };

    [Fact]
    public async Task While_the_store_is_down_a_client_is_told_to_come_back_and_nothing_acknowledged_is_lost()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(Block + 5000));
        var upload = await Client.Begin(project, bytes.Length);
        using var first = await Client.Append(upload, 0, bytes[..Block]);
        await first.Json204();

        await azurite.Stop();
        using var refused = await Client.Append(upload, Block, bytes[Block..]);
        await refused.Problem(503, "store-unavailable");
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(Block, await Client.OffsetOf(upload));

        await azurite.Start();
        using var rest = await Client.Append(upload, Block, bytes[Block..]);
        await rest.Json204();
        await AssertReceived(project, upload, bytes);
    }
}

/// <summary>What an upload promises, whichever store keeps the bytes.</summary>
public abstract class UploadSpecs : IAsyncLifetime
{
    protected const int Block = UploadLimits.BlockBytes;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gala-uploads-");
    private GalaServer _server = null!;
    private protected ProjectStage Stage { get; private set; } = null!;

    protected abstract Dictionary<string, string?> Settings { get; }

    protected HttpClient Client => Stage.Coordinator;

    public async Task InitializeAsync()
    {
        _server = await GalaServer.Start(folder: _folder.FullName, settings: Settings);
        Stage = await ProjectStage.Set(_server);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_in_one_request_arrives_whole()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(2 * Block + 17));
        var upload = await Client.Begin(project, bytes.Length);
        Assert.Equal("uploading", await Stage.StateOf(project));

        using var sent = await Client.Append(upload, 0, bytes);

        Assert.Equal(204, (int)sent.StatusCode);
        Assert.Equal($"{bytes.Length}", sent.Header("Upload-Offset"));
        await AssertReceived(project, upload, bytes);
    }

    [Fact]
    public async Task A_file_in_pieces_with_checksums_arrives_whole()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(300_000));
        var upload = await Client.Begin(project, bytes.Length);

        for (var at = 0; at < bytes.Length; at += 100_000)
        {
            var piece = bytes[at..(at + 100_000)];
            using var sent = await Client.Append(upload, at, piece, ("Upload-Checksum", Sha1(piece)));
            Assert.Equal(204, (int)sent.StatusCode);
        }

        await AssertReceived(project, upload, bytes);
    }

    [Fact]
    public async Task A_piece_that_is_not_what_its_checksum_says_does_not_count()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(200_000));
        var upload = await Client.Begin(project, bytes.Length);

        using var wrong = await Client.Append(upload, 0, Bytes(100_000), ("Upload-Checksum", Sha1(bytes[..100_000])));
        Assert.Equal(460, (int)wrong.StatusCode);
        Assert.Equal(0, await Client.OffsetOf(upload));

        using var right = await Client.Append(upload, 0, bytes, ("Upload-Checksum", Sha1(bytes)));
        Assert.Equal(204, (int)right.StatusCode);
        await AssertReceived(project, upload, bytes);
    }

    [Fact]
    public async Task What_arrived_before_the_connection_was_cut_is_kept()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(2 * Block));
        var upload = await Client.Begin(project, bytes.Length);
        var cut = Block + 1_000_000;

        await using (var raw = await RawAppend.Begin(Client, upload, 0, bytes.Length))
        {
            await raw.Send(bytes[..cut]);
            // The first block is stored; the rest is on its way in.
            await ProjectStage.Until(async () => await Client.OffsetOf(upload) >= Block, "a block is stored");
        }

        await ProjectStage.Until(() => IsFree(upload), "the lease is given back");
        var offset = (int)await Client.OffsetOf(upload);
        Assert.InRange(offset, Block, cut);
        using var rest = await Client.Append(upload, offset, bytes[offset..]);
        Assert.Equal(204, (int)rest.StatusCode);
        await AssertReceived(project, upload, bytes);
    }

    [Fact]
    public async Task An_upload_goes_on_after_the_platform_was_started_anew()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(Block + 5000));
        var upload = await Client.Begin(project, bytes.Length);
        using var first = await Client.Append(upload, 0, bytes[..(Block + 1000)]);
        await first.Json204();

        var token = Client.DefaultRequestHeaders.Authorization!.Parameter!;
        await _server.DisposeAsync();
        _server = await GalaServer.Start(folder: _folder.FullName, settings: Settings);
        Stage = Stage with { Server = _server, Coordinator = _server.WithToken(token) };

        Assert.Equal(Block + 1000, await Client.OffsetOf(upload));
        using var rest = await Client.Append(upload, Block + 1000, bytes[(Block + 1000)..]);
        await rest.Json204();
        await AssertReceived(project, upload, bytes);
    }

    [Fact]
    public async Task What_a_killed_node_held_is_free_and_what_a_living_one_holds_is_not()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(1000));
        var upload = await Client.Begin(project, bytes.Length);
        var grain = _server
            .Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IUploadGrain>(Guid.Parse(upload.Split('/')[^1]));

        // A process of the same number that began at another time.
        var (living, killed) = (NewHolder(ProcessName.Mine), NewHolder($"{ProcessName.Mine}0"));

        await grain.TakeLease(living, 0);
        using var locked = await Client.Append(upload, 0, bytes);
        Assert.Equal(423, (int)locked.StatusCode);

        await grain.ReleaseLease(living.Request);
        await grain.TakeLease(killed, 0);
        using var sent = await Client.Append(upload, 0, bytes);
        Assert.Equal(204, (int)sent.StatusCode);
    }

    [Fact]
    public async Task Of_two_requests_at_once_one_appends_and_the_other_is_told_to_wait()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(100_000));
        var upload = await Client.Begin(project, bytes.Length);
        await using var first = await RawAppend.Begin(Client, upload, 0, bytes.Length);
        await first.Send(bytes[..50_000]);
        await ProjectStage.Until(async () => !await IsFree(upload), "the first request holds the upload");

        using var second = await Client.Append(upload, 0, bytes);
        Assert.Equal(423, (int)second.StatusCode);
        using var ended = await Client.Tus(HttpMethod.Delete, upload, null);
        Assert.Equal(423, (int)ended.StatusCode);

        await first.Send(bytes[50_000..]);
        Assert.Equal(204, await first.Answer());
        await AssertReceived(project, upload, bytes);
    }

    [Fact]
    public async Task More_bytes_than_declared_are_refused_and_none_of_them_counts()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(1000));
        var upload = await Client.Begin(project, bytes.Length);

        using var tooMany = await Client.Append(upload, 0, Bytes(1001));
        Assert.Equal(413, (int)tooMany.StatusCode);
        using var chunked = await Client.Append(upload, 0, Bytes(1001), ("Transfer-Encoding", "chunked"));
        Assert.Equal(413, (int)chunked.StatusCode);

        Assert.Equal(0, await Client.OffsetOf(upload));
        using var right = await Client.Append(upload, 0, bytes);
        await right.Json204();
        await AssertReceived(project, upload, bytes);
    }

    [Fact]
    public async Task A_file_that_another_one_replaced_is_cleared_away()
    {
        var (project, bytes) = (await Stage.Submit(), Bytes(1000));
        var older = await Client.Begin(project, bytes.Length);
        using var first = await Client.Append(older, 0, bytes);
        await first.Json204();

        var newer = await Client.Begin(project, bytes.Length);
        Assert.NotNull(await Blobs.GetLength(BlobOf(project, older), default));
        using var second = await Client.Append(newer, 0, bytes);
        await second.Json204();

        await ProjectStage.Until(
            async () => await Blobs.GetLength(BlobOf(project, older), default) is null,
            "the older file is gone"
        );
        await AssertReceived(project, newer, bytes);
    }

    [Fact]
    public async Task An_upload_that_is_given_up_is_gone_with_its_bytes()
    {
        var project = await Stage.Submit();
        var upload = await Client.Begin(project, 1000);
        using var some = await Client.Append(upload, 0, Bytes(400));
        await some.Json204();

        using var ended = await Client.Tus(HttpMethod.Delete, upload, null);

        Assert.Equal(204, (int)ended.StatusCode);
        using var head = await Client.Head(upload);
        Assert.Equal(410, (int)head.StatusCode);
        using var more = await Client.Append(upload, 400, Bytes(600));
        await more.Problem(410, "upload-gone");
        Assert.Empty(await Blobs.ListStagedBlocks(BlobOf(project, upload), default));
        Assert.Equal("awaitingUpload", await Stage.StateOf(project));
    }

    private protected IBlobStore Blobs => _server.Services.GetRequiredService<IBlobStore>();

    protected async Task AssertReceived(string project, string upload, byte[] bytes)
    {
        Assert.Equal(bytes.Length, await Client.OffsetOf(upload));
        Assert.Contains(await Stage.StateOf(project), (string[])["received", "transcoding", "failed"]);
        await using var content = await Blobs.OpenRead(BlobOf(project, upload), 0, null, default);
        Assert.Equal(
            Convert.ToHexString(SHA256.HashData(bytes)),
            Convert.ToHexString(await SHA256.HashDataAsync(content))
        );
        Assert.Empty(await Blobs.ListStagedBlocks(BlobOf(project, upload), default));
    }

    // An append at the wrong place takes nothing; what it is told first is whether somebody holds the upload.
    private async Task<bool> IsFree(string upload)
    {
        using var nothing = await Client.Append(upload, await Client.OffsetOf(upload) + 1, []);
        return (int)nothing.StatusCode == 409;
    }

    private static UploadHolder NewHolder(string process) => new(Guid.NewGuid(), process);

    private protected static string BlobOf(string project, string upload) =>
        $"originals/{project}/{upload.Split('/')[^1]}";

#pragma warning disable CA5350 // The protocol names SHA-1; here it finds accidents, not attackers.
    private static string Sha1(byte[] bytes) => $"sha1 {Convert.ToBase64String(SHA1.HashData(bytes))}";
#pragma warning restore CA5350

    protected static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }
}
