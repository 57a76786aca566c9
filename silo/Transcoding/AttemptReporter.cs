using GalaPlatform.Projects;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// Tells a project how far its video is while ffmpeg works, and brings the smallest rendition, or the one that is copied,
/// to the blob store segment by segment: so the school sees its video within seconds of the work's beginning, long before its end.
/// </summary>
internal sealed class AttemptReporter(
    IProjectGrain project,
    int attempt,
    AssetUploader uploader,
    TimeProvider clock,
    ILogger log
)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Before, an estimate says nothing.</summary>
    private const double LeastDone = 0.02;

    private readonly long _began = clock.GetTimestamp();
    private double _done;

    /// <summary>Hears from ffmpeg, from 0 to 1.</summary>
    public void Hear(double done) => Volatile.Write(ref _done, done);

    /// <summary>Reports until it is cancelled.</summary>
    public async Task Report(PreviewFolder folder, CancellationToken cancel)
    {
        MediaAsset? preview = null;
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                preview = await Bring(folder, preview, cancel);
                var done = Volatile.Read(ref _done);
                await project.ReportProgress(attempt, new AttemptProgress(done, Left(done), preview));
            }
        }
        catch (OperationCanceledException)
        {
            // The work ended.
        }
        catch (Exception problem)
        {
            log.ProgressNotReported(problem, attempt);
        }
    }

    private async Task<MediaAsset?> Bring(PreviewFolder folder, MediaAsset? known, CancellationToken cancel)
    {
        if (folder.Look() is not { } found || found.SegmentTicks.Length == known?.SegmentTicks.Length)
        {
            return known;
        }
        await uploader.UploadSegments(found, folder.Path, known?.SegmentTicks.Length ?? 0, cancel);
        return found;
    }

    private TimeSpan? Left(double done) => done < LeastDone ? null : clock.GetElapsedTime(_began) * ((1 - done) / done);
}

/// <summary>The folder that ffmpeg is writing into, and what of one size is whole in it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Prefix">Where it will stand in the blob store.</param>
/// <param name="Size">The size that is there first.</param>
internal sealed record PreviewFolder(string Path, string Prefix, EncodedSize Size)
{
    private const int SoundKilobits = 128;

    /// <summary>What can be played; null while there is nothing.</summary>
    public MediaAsset? Look()
    {
        var folder = System.IO.Path.Combine(Path, Size.Name);
        // A segment is whole when the next one was begun.
        var segments = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.m4s").Length - 1 : 0;
        if (segments < 1)
        {
            return null;
        }
        var rate = (Size.MaxKilobits + SoundKilobits) * 1000;
        var codecs = RenditionReader.Codecs(File.ReadAllBytes(System.IO.Path.Combine(folder, "init.mp4")));
        return new MediaAsset(
            Prefix,
            [new Rendition(Size.Name, Size.Rung.Width, Size.Rung.Height, rate, rate, codecs)],
            [.. Enumerable.Repeat(MediaAsset.SegmentLength.Ticks, segments)]
        );
    }
}
