using GalaPlatform.Blobs;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// The last look before a video is ready: its ends, joined with the slate as in the channel, are decoded on every rung.
/// That each segment lasts as long as it says and begins where it must was read before (<see cref="SegmentRules"/>).
/// </summary>
internal sealed class SpliceCheck(
    IGrainFactory grains,
    IBlobStore blobs,
    Sandbox sandbox,
    IOptions<TranscodingOptions> options,
    ILogger<SpliceCheck> log
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Looks at what stands in a folder.</summary>
    /// <exception cref="BadRenditionException">It does not decode.</exception>
    public async Task Check(MediaAsset asset, string folder, CancellationToken cancel)
    {
        var slate = await grains.GetGrain<ISlateGrain>(0).GetSlate();
        if (slate is not null && !await Fetch(slate, asset, folder, cancel))
        {
            slate = null;
        }
        await Decode(asset, slate, folder, cancel);
    }

    /// <summary>The same for a video that is to be joined with itself.</summary>
    public Task CheckAlone(MediaAsset asset, string folder, CancellationToken cancel) =>
        Decode(asset, null, folder, cancel);

    private async Task Decode(MediaAsset asset, MediaAsset? slate, string folder, CancellationToken cancel)
    {
        foreach (var rendition in asset.Renditions)
        {
            var path = Path.Combine(folder, JointCommand.FileName(rendition));
            await File.WriteAllTextAsync(path, JointCommand.Playlist(asset, rendition, slate), cancel);
        }
        var job = new SandboxJob(
            options.Value.FfmpegPath,
            JointCommand.Decode(asset),
            null,
            folder,
            Patience,
            options.Value.Working(Patience)
        );
        var decoded = await sandbox.Run(job, null, cancel);
        if (decoded.WasCut)
        {
            throw new TranscodeException("The check of the joints was cut short.");
        }
        if (!decoded.Succeeded || decoded.Errors.Length > 0)
        {
            log.ToolSaid(decoded.Errors);
            throw new BadRenditionException($"A joint with the slate does not decode: code {decoded.ExitCode}.");
        }
    }

    // A slate whose blobs are gone is the slate's trouble, and no fault of the video.
    private async Task<bool> Fetch(MediaAsset slate, MediaAsset asset, string folder, CancellationToken cancel)
    {
        try
        {
            foreach (var rendition in asset.Renditions.Where(it => JointCommand.HasSize(slate, it)))
            {
                var name = rendition.Name;
                var to = Directory.CreateDirectory(Path.Combine(folder, JointCommand.SlateFolder, name)).FullName;
                await Copy(slate.InitBlob(name), Path.Combine(to, "init.mp4"), cancel);
                await Copy(slate.SegmentBlob(name, 0), Path.Combine(to, "00000.m4s"), cancel);
            }
            return true;
        }
        catch (BlobMissingException)
        {
            return false;
        }
    }

    private async Task Copy(string blob, string path, CancellationToken cancel)
    {
        await using var from = await blobs.OpenRead(blob, 0, null, cancel);
        await using var to = File.Create(path);
        await from.CopyToAsync(to, cancel);
    }
}
