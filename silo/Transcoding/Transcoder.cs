using System.Globalization;
using GalaPlatform.Projects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>A tool failed in a way that says nothing final about the video.</summary>
internal class TranscodeException(string what) : Exception(what);

/// <summary>A tool took longer than any honest video needs.</summary>
internal sealed class ToolTimeoutException() : TranscodeException("ffmpeg took too long.");

/// <summary>From a file to segments in a folder. Knows nothing of projects, blobs or queues.</summary>
internal sealed class Transcoder(
    VideoProbe probe,
    Sandbox sandbox,
    IOptions<TranscodingOptions> options,
    ILogger<Transcoder> log
)
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(5);

    /// <summary>An old machine beside a live gala still does a second of video in this many.</summary>
    private const int SlowestPace = 20;

    public Task<ProbeVerdict> Look(string original, CancellationToken cancel) => probe.Look(original, cancel);

    /// <summary>
    /// Writes all sizes into <paramref name="folder"/>: the one that the source already is by copying, the others in one
    /// run. The still pictures are made of them, by <see cref="MakeStills"/>.
    /// </summary>
    public async Task<MediaAsset> Transcode(
        SourceVideo video,
        string original,
        string folder,
        string prefix,
        Action<double>? progress,
        CancellationToken cancel
    )
    {
        var loudness = await Measure(video, original, cancel);
        var frames = FrameGrid.Frames(video.Duration);
        var copied = await Copy(video, loudness, original, folder, cancel);
        EncodedSize[] encoded = [.. video.Sizes.Where(size => size != copied)];
        if (encoded.Length > 0)
        {
            Prepare(folder, encoded);
            var arguments = HlsCommand.For(video, encoded, loudness);
            await Encode(arguments, original, folder, frames, video.Duration, progress, cancel);
        }
        var asset = RenditionReader.Read(folder, prefix, video.Sizes, frames);
        return asset with { Thumbnails = ThumbnailSheet.Of(asset.SegmentTicks.Length) };
    }

    /// <summary>Writes the slate into <paramref name="folder"/>.</summary>
    public async Task<MediaAsset> MakeSlate(string folder, string prefix, CancellationToken cancel)
    {
        var frames = FrameGrid.Frames(SlateCommand.Length);
        Prepare(folder, EncodedSize.All);
        await Encode(SlateCommand.Arguments, null, folder, frames, SlateCommand.Length, null, cancel);
        var asset = RenditionReader.Read(folder, prefix, EncodedSize.All, frames);
        await MakeStills(asset, folder, cancel);
        return asset;
    }

    private static void Prepare(string folder, EncodedSize[] sizes)
    {
        foreach (var size in sizes)
        {
            Directory.CreateDirectory(Path.Combine(folder, size.Name));
        }
    }

    /// <summary>
    /// The size that was copied, or null. It appears in the folder once all of it was found to be as it must: until then
    /// nobody can tell whether a stranger's encoder kept its word, and if it did not, the size is encoded.
    /// </summary>
    private async Task<EncodedSize?> Copy(
        SourceVideo video,
        Loudness? loudness,
        string original,
        string folder,
        CancellationToken cancel
    )
    {
        if (video.Copy is not { } copy)
        {
            return null;
        }
        var trial = Path.Combine(folder, "copy");
        Prepare(trial, [copy.Size]);
        try
        {
            var command = CopyCommand.For(video, copy, loudness);
            Require(await sandbox.Run(Job(command, original, trial, video.Duration), null, cancel));
            RenditionReader.Read(trial, "copy", [copy.Size], FrameGrid.Frames(video.Duration));
            await DecodeCopy(copy.Size, trial, video.Duration, cancel);
        }
        catch (Exception problem) when (problem is TranscodeException or BadRenditionException)
        {
            log.CopyNotUsed(problem.Message);
            return null;
        }
        Directory.Move(Path.Combine(trial, copy.Size.Name), Path.Combine(folder, copy.Size.Name));
        return copy.Size;
    }

    private async Task DecodeCopy(EncodedSize size, string trial, TimeSpan duration, CancellationToken cancel)
    {
        var decoded = await sandbox.Run(Job(CopyCommand.Decode(size), null, trial, duration), null, cancel);
        Require(decoded);
        if (decoded.Errors.Length > 0)
        {
            throw new BadRenditionException($"{size.Name} does not decode: {decoded.Errors}");
        }
    }

    private async Task<Loudness?> Measure(SourceVideo video, string original, CancellationToken cancel)
    {
        if (video.SoundTrack is not { } track)
        {
            return null;
        }
        var command = ToolCommands.MeasureLoudness(video.Demuxer, track);
        var measured = await sandbox.Run(Job(command, original, null, video.Duration), null, cancel);
        // A sound that cannot be measured goes as it is: it may still be heard.
        return measured.Succeeded ? Loudness.Parse(measured.Errors) : null;
    }

    private async Task Encode(
        IReadOnlyList<string> arguments,
        string? original,
        string folder,
        int frames,
        TimeSpan duration,
        Action<double>? progress,
        CancellationToken cancel
    )
    {
        var job = Job(arguments, original, folder, duration);
        Require(await sandbox.Run(job, line => Tell(line, frames, progress), cancel));
    }

    /// <summary>Writes the poster and the thumbnails beside what they are made of.</summary>
    public async Task MakeStills(MediaAsset asset, string folder, CancellationToken cancel)
    {
        var list = Path.Combine(folder, StillsCommand.PosterList);
        await File.WriteAllTextAsync(list, StillsCommand.Poster(asset), cancel);
        var job = Job(StillsCommand.For(asset), null, folder, asset.Duration);
        Require(await sandbox.Run(job, null, cancel));
    }

    /// <summary>Writes the video in one file beside its renditions, if it is not too long for that.</summary>
    public async Task<MediaAsset> MakeFile(MediaAsset asset, string folder, CancellationToken cancel)
    {
        if (FileCommand.Choose(asset) is not { } rendition)
        {
            return asset;
        }
        var job = Job(FileCommand.For(rendition), null, folder, asset.Duration);
        Require(await sandbox.Run(job, null, cancel));
        var file = new FileInfo(Path.Combine(folder, FileCommand.FileName));
        return asset with { File = new WholeFile(rendition.Name, file.Length) };
    }

    private void Require(SandboxOutcome outcome)
    {
        if (!outcome.Succeeded)
        {
            log.ToolSaid(outcome.Errors);
            throw outcome.TimedOut ? new ToolTimeoutException()
            : ScratchFolder.IsFull(outcome.Errors) ? new ScratchFullException()
            : new TranscodeException($"ffmpeg ended with code {outcome.ExitCode}.");
        }
    }

    private SandboxJob Job(IReadOnlyList<string> arguments, string? original, string? folder, TimeSpan duration)
    {
        var paced = duration * SlowestPace;
        var patience = paced > LeastPatience ? paced : LeastPatience;
        return new SandboxJob(
            options.Value.FfmpegPath,
            arguments,
            original,
            folder,
            patience,
            options.Value.Working(patience)
        );
    }

    private static void Tell(string line, int frames, Action<double>? progress)
    {
        const string Frame = "frame=";
        if (
            line.StartsWith(Frame, StringComparison.Ordinal)
            && int.TryParse(
                line.AsSpan(Frame.Length),
                NumberStyles.Integer,
                CultureInfo.InvariantCulture,
                out var frame
            )
        )
        {
            progress?.Invoke(Math.Clamp((double)frame / frames, 0, 1));
        }
    }
}
