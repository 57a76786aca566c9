using System.Globalization;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// The command line that keeps ffmpeg in: no network, nothing to read but the system's programs and one file, nothing to
/// write but one folder, no environment, little priority, limits. Pure.
/// </summary>
internal static class SandboxCommand
{
    /// <summary>What the program calls its input.</summary>
    public const string Original = "/in/original";

    private const string Work = "/work";

    public static IReadOnlyList<string> Sandboxed(SandboxJob job) =>
        ["/usr/bin/bwrap", .. View(job), .. Limits(job.Limits), job.Tool, .. job.Arguments];

    /// <summary>Without bubblewrap: the same limits, and death with its parent, but everything to see.</summary>
    public static IReadOnlyList<string> Bare(SandboxJob job) =>
        [
            "/usr/bin/setpriv",
            "--pdeathsig",
            "KILL",
            .. Limits(job.Limits),
            job.Tool,
            .. job.Arguments.Select(argument => argument == Original ? job.Input! : argument),
        ];

    private static IEnumerable<string> View(SandboxJob job) =>
        [
            "--unshare-all",
            "--die-with-parent",
            "--new-session",
            "--clearenv",
            .. ReadOnly("/usr"),
            .. ReadOnly("/lib"),
            .. ReadOnly("/lib64"),
            .. ReadOnly("/bin"),
            // Debian chooses the linear algebra library of ffmpeg's filters here.
            .. ReadOnly("/etc/alternatives"),
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--tmpfs",
            "/tmp",
            .. job.Input is { } input ? (string[])["--ro-bind", input, Original] : [],
            .. job.Scratch is { } scratch ? (string[])["--bind", scratch, Work, "--chdir", Work] : ["--chdir", "/tmp"],
        ];

    private static string[] ReadOnly(string folder) => ["--ro-bind-try", folder, folder];

    private static string[] Limits(SandboxLimits limits) =>
        [
            "/usr/bin/prlimit",
            "--core=0",
            "--nofile=256",
            string.Create(CultureInfo.InvariantCulture, $"--cpu={Math.Ceiling(limits.Cpu.TotalSeconds)}"),
            string.Create(CultureInfo.InvariantCulture, $"--fsize={limits.FileBytes}"),
            string.Create(CultureInfo.InvariantCulture, $"--as={limits.MemoryBytes}"),
            "/usr/bin/nice",
            "-n",
            "10",
        ];
}
