using GalaPlatform.Blobs;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Brings what ffmpeg wrote to the blob store, and believes that it is there only after asking.</summary>
internal sealed class AssetUploader(IBlobStore blobs)
{
    public async Task Upload(MediaAsset asset, string folder, CancellationToken cancel)
    {
        var files = Files(asset, folder).ToArray();
        foreach (var (blob, path) in files)
        {
            await using var file = File.OpenRead(path);
            await blobs.Write(blob, file, cancel);
        }
        foreach (var (blob, path) in files)
        {
            if (await blobs.GetLength(blob, cancel) != new FileInfo(path).Length)
            {
                throw new BadRenditionException($"Blob {blob} is not as long as what was written.");
            }
        }
    }

    private static IEnumerable<(string Blob, string Path)> Files(MediaAsset asset, string folder)
    {
        foreach (var rendition in asset.Renditions)
        {
            var from = Path.Combine(folder, rendition.Name);
            yield return (asset.InitBlob(rendition.Name), Path.Combine(from, "init.mp4"));
            for (var number = 0; number < asset.SegmentTicks.Length; number++)
            {
                yield return (asset.SegmentBlob(rendition.Name, number), Path.Combine(from, $"{number:00000}.m4s"));
            }
        }
        yield return (asset.PosterBlob, Path.Combine(folder, "poster.jpg"));
    }
}
