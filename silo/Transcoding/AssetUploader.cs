using GalaPlatform.Blobs;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Brings what ffmpeg wrote to the blob store, and believes that it is there only after asking.</summary>
internal sealed class AssetUploader(IBlobStore blobs)
{
    /// <summary>Brings all of it.</summary>
    public async Task Upload(MediaAsset asset, string folder, CancellationToken cancel)
    {
        foreach (var blob in asset.Blobs())
        {
            await Write(asset, blob, folder, cancel);
        }
        foreach (var blob in asset.Blobs())
        {
            if (await blobs.GetLength(blob, cancel) != new FileInfo(PathOf(asset, blob, folder)).Length)
            {
                throw new BadRenditionException($"Blob {blob} is not as long as what was written.");
            }
        }
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

    private async Task Write(MediaAsset asset, string blob, string folder, CancellationToken cancel)
    {
        await using var file = File.OpenRead(PathOf(asset, blob, folder));
        await blobs.Write(blob, file, cancel);
    }

    private static string PathOf(MediaAsset asset, string blob, string folder) =>
        Path.Combine(folder, blob[(asset.Prefix.Length + 1)..]);
}
