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
        var packets = new PacketReader();
        var command = ToolCommands.Packets(video.Demuxer, video.VideoTrack);
        var read = await Run(command, path, ReadingPatience, packets.Hear, cancel);
        if (read.TimedOut)
        {
            return MediaProblems.TooSlow;
        }
        var picture = report.Streams!.Single(stream => stream.Index == video.VideoTrack);
        return packets.Span is { } span
            ? ProbeRules.Judge(video, ProbeNumbers.Number(picture.Duration), span)
            : MediaProblems.UnreadableVideo;
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

/// <summary>Follows the packets of a track as they are listed: <c>shown|decoded|lasts</c>, in seconds, or <c>N/A</c>.</summary>
internal sealed class PacketReader
{
    private int _count;
    private double _start = double.MaxValue;
    private double _end = double.MinValue;

    /// <summary>Null if there was none with a time.</summary>
    public PacketSpan? Span => _end > double.MinValue ? new PacketSpan(_count, _start, _end) : null;

    public void Hear(string line)
    {
        var parts = line.Split('|');
        if (parts.Length < 3 || (ProbeNumbers.Number(parts[0]) ?? ProbeNumbers.Number(parts[1])) is not { } at)
        {
            return;
        }
        _count++;
        _start = Math.Min(_start, at);
        _end = Math.Max(_end, at + Math.Max(ProbeNumbers.Number(parts[2]) ?? 0, 0));
    }
}
