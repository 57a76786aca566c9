using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Runs ffmpeg and ffprobe, and nothing else does.</summary>
internal sealed class Sandbox(IOptions<TranscodingOptions> options, ILogger<Sandbox> log)
{
    private const int MaxOutput = 4 << 20;
    private const int MaxErrors = 16 << 10;
    private static readonly TimeSpan TrialPatience = TimeSpan.FromSeconds(20);
    private readonly Lock _trying = new();
    private Task<bool>? _bubblewrap;

    /// <summary>False if videos may not be touched here: there is no sandbox, and nobody said to go without.</summary>
    public async Task<bool> MayRun()
    {
        if (await Works() || options.Value.AllowUnsandboxed)
        {
            return true;
        }
        log.NoSandbox();
        return false;
    }

    /// <param name="job">What to run.</param>
    /// <param name="line">Hears each line of standard output as it comes; null keeps the output for the answer.</param>
    /// <param name="cancel">Kills the program and everything it started.</param>
    public async Task<SandboxOutcome> Run(SandboxJob job, Action<string>? line, CancellationToken cancel)
    {
        var sandboxed = await Works();
        if (!sandboxed && !options.Value.AllowUnsandboxed)
        {
            throw new InvalidOperationException("There is no sandbox to run ffmpeg in.");
        }
        var command = sandboxed ? SandboxCommand.Sandboxed(job) : SandboxCommand.Bare(job);
        return await Run(command, job, line, cancel);
    }

    private Task<bool> Works()
    {
        lock (_trying)
        {
            return _bubblewrap ??= TryBubblewrap();
        }
    }

    private async Task<bool> TryBubblewrap()
    {
        var trial = new SandboxJob(
            options.Value.FfmpegPath,
            ["-version"],
            null,
            null,
            TrialPatience,
            options.Value.Looking(TrialPatience)
        );
        try
        {
            var outcome = await Run(SandboxCommand.Sandboxed(trial), trial, null, default);
            return outcome.Succeeded;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>
    /// The kernel ends what dies with its parent when the thread that started it ends, and threads of the pool come and
    /// go: one thread belongs to the program for as long as it runs.
    /// </summary>
    private static Task<SandboxOutcome> Run(
        IReadOnlyList<string> command,
        SandboxJob job,
        Action<string>? line,
        CancellationToken cancel
    ) =>
        Task.Factory.StartNew(
            () => RunHere(command, job, line, cancel),
            cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private static SandboxOutcome RunHere(
        IReadOnlyList<string> command,
        SandboxJob job,
        Action<string>? line,
        CancellationToken cancel
    )
    {
        using var process = new Process { StartInfo = Start(command, job) };
        var output = new StringBuilder();
        var errors = new StringBuilder();
        process.OutputDataReceived += (_, e) => Hear(e.Data, output, line);
        process.ErrorDataReceived += (_, e) => Keep(e.Data, errors);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var killing = cancel.Register(() => Kill(process));
        var ended = process.WaitForExit(job.WallClock);
        if (!ended)
        {
            Kill(process);
        }
        process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        return new SandboxOutcome(process.ExitCode, !ended, output.ToString(), errors.ToString());
    }

    private static ProcessStartInfo Start(IReadOnlyList<string> command, SandboxJob job)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = job.Scratch ?? Path.GetTempPath(),
        };
        start.Environment.Clear();
        return start;
    }

    private static void Hear(string? text, StringBuilder output, Action<string>? line)
    {
        if (text is null)
        {
            return;
        }
        if (line is not null)
        {
            line(text);
        }
        else if (output.Length + text.Length < MaxOutput)
        {
            output.Append(text).Append('\n');
        }
    }

    private static void Keep(string? text, StringBuilder errors)
    {
        if (text is null)
        {
            return;
        }
        errors.Append(text.AsSpan(0, Math.Min(text.Length, 1_000))).Append('\n');
        if (errors.Length > MaxErrors)
        {
            errors.Remove(0, errors.Length - MaxErrors);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself a moment ago.
        }
    }
}
