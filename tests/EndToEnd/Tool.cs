using System.Diagnostics;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>A program run to its end.</summary>
internal static class Tool
{
    public static Task<(int Code, string Output, string Errors)> Run(string program, params string[] arguments) =>
        Run([], program, arguments);

    /// <param name="environment">What it finds there besides what we have ourselves.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<(int Code, string Output, string Errors)> Run(
        (string Name, string Value)[] environment,
        string program,
        string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }
}
