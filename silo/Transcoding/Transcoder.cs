using System.Globalization;
using GalaPlatform.Projects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>The scratch folder has no room, or a tool failed in a way that says nothing final about the video.</summary>
internal sealed class TranscodeException(string what) : Exception(what);

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

    /// <summary>Writes all sizes and the poster into <paramref name="folder"/>.</summary>
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
        var arguments = HlsCommand.For(video, loudness);
        await Encode(arguments, original, folder, frames, video.Duration, progress, cancel);
        return RenditionReader.Read(folder, prefix, frames);
    }

    /// <summary>Writes the slate into <paramref name="folder"/>.</summary>
    public async Task<MediaAsset> MakeSlate(string folder, string prefix, CancellationToken cancel)
    {
        var frames = FrameGrid.Frames(SlateCommand.Length);
        await Encode(SlateCommand.Arguments, null, folder, frames, SlateCommand.Length, null, cancel);
        return RenditionReader.Read(folder, prefix, frames);
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
        foreach (var size in EncodedSize.All)
        {
            Directory.CreateDirectory(Path.Combine(folder, size.Name));
        }
        var outcome = await sandbox.Run(
            Job(arguments, original, folder, duration),
            line => Tell(line, frames, progress),
            cancel
        );
        if (!outcome.Succeeded)
        {
            log.ToolSaid(outcome.Errors);
            throw new TranscodeException(
                outcome.TimedOut ? "ffmpeg took too long." : $"ffmpeg ended with code {outcome.ExitCode}."
            );
        }
    }

    private SandboxJob Job(IReadOnlyList<string> arguments, string? original, string? folder, TimeSpan duration)
    {
        var patience = duration * SlowestPace;
        return new SandboxJob(
            options.Value.FfmpegPath,
            arguments,
            original,
            folder,
            patience > LeastPatience ? patience : LeastPatience
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
