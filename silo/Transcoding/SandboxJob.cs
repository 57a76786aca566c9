namespace GalaPlatform.Silo.Transcoding;

/// <summary>One run of ffmpeg or ffprobe.</summary>
/// <param name="Tool">Path of the program.</param>
/// <param name="Arguments">Given as a list, never through a shell; <see cref="SandboxCommand.Original"/> stands for the input.</param>
/// <param name="Input">The file to read, or null.</param>
/// <param name="Scratch">The one folder to write in; the program runs in it. Null for none.</param>
/// <param name="WallClock">Killed after this long.</param>
/// <param name="Limits">What it may use up.</param>
internal sealed record SandboxJob(
    string Tool,
    IReadOnlyList<string> Arguments,
    string? Input,
    string? Scratch,
    TimeSpan WallClock,
    SandboxLimits Limits
);

/// <summary>What the kernel lets a run use up (setrlimit).</summary>
/// <param name="Cpu">Time of processors, of all threads together.</param>
/// <param name="MemoryBytes">Address space.</param>
/// <param name="FileBytes">The largest file that it may write; 0 for none.</param>
internal sealed record SandboxLimits(TimeSpan Cpu, long MemoryBytes, long FileBytes);

/// <summary>What became of a run.</summary>
/// <param name="ExitCode">The program's; negative if it was killed.</param>
/// <param name="TimedOut">It ran longer than it may.</param>
/// <param name="Output">Standard output, cut at a limit; empty if lines were listened to.</param>
/// <param name="Errors">The end of standard error.</param>
internal sealed record SandboxOutcome(int ExitCode, bool TimedOut, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0 && !TimedOut;

    /// <summary>Somebody or something ended it, which says nothing of what it was working on.</summary>
    public bool WasCut => TimedOut || ExitCode is < 0 or > 128;
}
