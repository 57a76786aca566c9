using GalaPlatform.Blobs;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Brings what ffmpeg wrote to the blob store, and believes that it is there only after asking.</summary>
internal sealed class AssetUploader(IBlobStore blobs)
{
    /// <summary>A write waits for a disk or a network far away more than it works.</summary>
    private const int AtOnce = 4;

    /// <summary>Brings all of it.</summary>
    public async Task Upload(MediaAsset asset, string folder, CancellationToken cancel)
    {
        var pace = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(asset.Blobs(), pace, async (blob, stop) => await Write(asset, blob, folder, stop));
        await Parallel.ForEachAsync(asset.Blobs(), pace, async (blob, stop) => await Ask(asset, blob, folder, stop));
    }

    /// <summary>Brings the segments of an asset with one rendition from a number on.</summary>
    public async Task UploadSegments(MediaAsset asset, string folder, int from, CancellationToken cancel)
    {
        var name = asset.Renditions.Single().Name;
        await Write(asset, asset.InitBlob(name), folder, cancel);
        for (var number = from; number < asset.SegmentTicks.Length; number++)
        {
            await Write(asset, asset.SegmentBlob(name, number), folder, cancel);
        }
    }

    private async Task Ask(MediaAsset asset, string blob, string folder, CancellationToken cancel)
    {
        if (await blobs.GetLength(blob, cancel) != new FileInfo(PathOf(asset, blob, folder)).Length)
        {
            throw new BadRenditionException($"Blob {blob} is not as long as what was written.");
        }
    }

    private async Task Write(MediaAsset asset, string blob, string folder, CancellationToken cancel)
    {
        await using var file = File.OpenRead(PathOf(asset, blob, folder));
        await blobs.Write(blob, file, cancel);
    }

    private static string PathOf(MediaAsset asset, string blob, string folder) =>
        Path.Combine(folder, blob[(asset.Prefix.Length + 1)..]);
}
