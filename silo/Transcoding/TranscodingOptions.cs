using System.ComponentModel.DataAnnotations;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Configuration section <c>Gala:Transcoding</c>.</summary>
internal sealed class TranscodingOptions
{
    public const string Section = "Gala:Transcoding";

    /// <summary>Jobs at the same time on this machine; 0 leaves transcoding to other machines.</summary>
    [Range(0, 64)]
    public int Workers { get; init; } = 1;

    /// <summary>Videos come from strangers: ffmpeg runs in a sandbox or, unless this says otherwise, not at all.</summary>
    public bool AllowUnsandboxed { get; init; }

    /// <summary>Where Debian puts it.</summary>
    [Required]
    public string FfmpegPath { get; init; } = "/usr/bin/ffmpeg";

    /// <summary>Where Debian puts it.</summary>
    [Required]
    public string FfprobePath { get; init; } = "/usr/bin/ffprobe";

    /// <summary>The most bytes that one output file may have.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long MaxOutputBytes { get; init; } = 1L << 30;

    /// <summary>The most memory, as address space, that ffmpeg may have while it encodes.</summary>
    [Range(1 << 28, long.MaxValue)]
    public long MaxMemoryBytes { get; init; } = 4L << 30;

    /// <summary>The most memory, as address space, that a look at a stranger's file may take.</summary>
    [Range(1 << 27, long.MaxValue)]
    public long MaxProbeMemoryBytes { get; init; } = 512L << 20;

    /// <summary>For a run that only reads: no output, little memory, one processor.</summary>
    public SandboxLimits Looking(TimeSpan wallClock) => new(wallClock, MaxProbeMemoryBytes, 0);

    /// <summary>For a run that decodes or encodes, on all processors.</summary>
    public SandboxLimits Working(TimeSpan wallClock) =>
        new(wallClock * Environment.ProcessorCount, MaxMemoryBytes, MaxOutputBytes);
}
