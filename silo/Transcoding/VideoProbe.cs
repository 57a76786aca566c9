using GalaPlatform.Projects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Looks at a file before any work is put into it.</summary>
internal sealed class VideoProbe(Sandbox sandbox, IOptions<TranscodingOptions> options, ILogger<VideoProbe> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Reading an hour of packets from a slow disk.</summary>
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromMinutes(5);

    public async Task<ProbeVerdict> Look(string path, CancellationToken cancel)
    {
        var kind = FileSignature.Of(await Head(path, cancel));
        if (ProbeRules.Refuse(kind) is { } problem)
        {
            return problem;
        }
        var demuxer = FileSignature.Demuxer(kind)!;
        var described = await Run(ToolCommands.Describe(demuxer), path, Patience, null, cancel);
        if (!described.Succeeded)
        {
            log.ToolSaid(described.Errors);
            return Explain(described);
        }
        if (ProbeReport.Parse(described.Output) is not { } report)
        {
            return MediaProblems.UnreadableVideo;
        }
        var verdict = ProbeRules.Judge(demuxer, report);
        return verdict.Video is { } video ? await ReadThrough(video, report, path, cancel) : verdict;
    }

    private async Task<ProbeVerdict> ReadThrough(
        SourceVideo video,
        ProbeReport report,
        string path,
        CancellationToken cancel
    )
    {
        var (packets, isWhole) = await ReadPackets(video, video.VideoTrack, path, cancel);
        if (!isWhole)
        {
            return MediaProblems.TooSlow;
        }
        if (packets is null)
        {
            return MediaProblems.UnreadableVideo;
        }
        var picture = report.Stream(video.VideoTrack);
        var verdict = ProbeRules.Judge(video, ProbeNumbers.Number(picture.Duration), packets);
        return verdict.Video is { } good ? await FindCopy(good, report, packets, path, cancel) : verdict;
    }

    /// <summary>The sound's packets are read only of a video whose picture would be copied.</summary>
    private async Task<SourceVideo> FindCopy(
        SourceVideo video,
        ProbeReport report,
        PacketSpan picture,
        string path,
        CancellationToken cancel
    )
    {
        if (CopyRules.Picture(video, report.Stream(video.VideoTrack), picture) is not { } size)
        {
            return video;
        }
        var isSoundCopied =
            video.SoundTrack is { } track
            && CopyRules.HasForm(report.Stream(track))
            && await ReadPackets(video, track, path, cancel) is ({ } sound, true)
            && CopyRules.IsBeside(sound, picture);
        return video with { Duration = CopyRules.Length(picture), Copy = new SourceCopy(size, isSoundCopied) };
    }

    private async Task<(PacketSpan? Packets, bool IsWhole)> ReadPackets(
        SourceVideo video,
        int track,
        string path,
        CancellationToken cancel
    )
    {
        var packets = new PacketReader();
        var read = await Run(ToolCommands.Packets(video.Demuxer, track), path, ReadingPatience, packets.Hear, cancel);
        return (packets.Span, !read.TimedOut);
    }

    private static MediaProblem Explain(SandboxOutcome outcome) =>
        outcome.TimedOut ? MediaProblems.TooSlow
        : outcome.Errors.Contains("not on whitelist", StringComparison.Ordinal) ? MediaProblems.CodecNotAllowed
        : MediaProblems.UnreadableVideo;

    private Task<SandboxOutcome> Run(
        IReadOnlyList<string> arguments,
        string path,
        TimeSpan patience,
        Action<string>? line,
        CancellationToken cancel
    ) =>
        sandbox.Run(
            new SandboxJob(options.Value.FfprobePath, arguments, path, null, patience, options.Value.Looking(patience)),
            line,
            cancel
        );

    private static async Task<byte[]> Head(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[FileSignature.Length];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        return head[..read];
    }
}
