using System.Security.Cryptography;
using GalaPlatform.Accounts;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Specs.Blobs;
using GalaPlatform.Tests.Specs.Storage;
using GalaPlatform.Tests.Web.Common;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>Two nodes with one database and one blob store: a client may come to either.</summary>
public sealed class TwoNodesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const int Block = UploadLimits.BlockBytes;
    private readonly PostgresTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gala-nodes-");
    private GalaServer _first = null!;
    private GalaServer _second = null!;
    private ProjectStage _stage = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        (_first, _second) = (await Start(), await Start());
        _stage = await ProjectStage.Set(_first);
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_upload_goes_on_at_another_node_while_the_first_one_lives_and_comes_back()
    {
        var here = _stage.Coordinator;
        using var there = _second.WithToken(here.DefaultRequestHeaders.Authorization!.Parameter!);
        var bytes = RandomNumberGenerator.GetBytes((2 * Block) + 5000);
        var project = await _stage.Submit();
        var upload = await here.Begin(project, bytes.Length);
        using var first = await here.Append(upload, 0, bytes[..Block]);
        await first.Json204();

        Assert.Equal(Block, await there.OffsetOf(upload));
        using var middle = await there.Append(upload, Block, bytes[Block..(2 * Block)]);
        await middle.Json204();

        // What the first node remembers is old. The database says so; the client is told to wait, and then hears the truth.
        // Few bytes, since who is refused may find the line cut before all of them are out.
        using var behind = await here.Append(upload, Block, bytes[Block..(Block + 1000)]);
        Assert.Equal(423, (int)behind.StatusCode);
        Assert.Equal(2 * Block, await here.OffsetOf(upload));
        using var rest = await here.Append(upload, 2 * Block, bytes[(2 * Block)..]);
        await rest.Json204();

        Assert.Equal("received", await _stage.StateOf(project));
        var original = await AsAWorkerGetsIt(_second);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), original.Sha256);
        var blobs = _first.Services.GetRequiredService<IBlobStore>();
        await using var kept = await blobs.OpenRead(original.Blob, 0, null, default);
        Assert.Equal(SHA256.HashData(bytes), await SHA256.HashDataAsync(kept));
    }

    private static async Task<OriginalVideo> AsAWorkerGetsIt(GalaServer node)
    {
        var job = (await node.Services.GetRequiredService<TranscodeQueue>().Lease("a worker", 1, default))!;
        var project = node.Services.GetRequiredService<IGrainFactory>().GetGrain<IProjectGrain>(job.Project.Value);
        var started = await project.StartAttempt(new Command(CommandId.Fresh(), Actor.Platform), job.Attempt);
        Assert.True(started.Succeeded(out var original, out var refusal), refusal?.ToString());
        return original;
    }

    // The folder has the keys that tokens are sealed with.
    private Task<GalaServer> Start() =>
        GalaServer.Start(
            folder: _folder.FullName,
            settings: new Dictionary<string, string?>
            {
                ["ConnectionStrings:Gala"] = _database.Settings["ConnectionStrings:Gala"],
                ["ConnectionStrings:Blobs"] = azurite.ConnectionString,
            }
        );
}
