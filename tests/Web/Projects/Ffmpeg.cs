using System.Diagnostics;
using System.Globalization;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>A player that is not ours.</summary>
internal static class Ffmpeg
{
    /// <summary>A small film with a moving picture and a tone.</summary>
    public static async Task<byte[]> Film(int seconds)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mp4");
        try
        {
            var said = await Run(
                "-f",
                "lavfi",
                "-i",
                $"testsrc2=size=854x480:rate=30:duration={seconds}",
                "-f",
                "lavfi",
                "-i",
                $"sine=frequency=440:duration={seconds}",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac",
                "-shortest",
                file
            );
            Assert.Equal(string.Empty, said);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Decodes everything; what it complains about.</summary>
    public static Task<string> Decode(string url) => Run("-i", url, "-f", "null", "-");

    /// <summary>How long a video says it is.</summary>
    public static async Task<double> Seconds(string url)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                "ffprobe",
                ["-v", "error", "-show_entries", "format=duration", "-of", "default=nw=1:nk=1", url]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var said = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return double.Parse(said, CultureInfo.InvariantCulture);
    }

    /// <summary>Watches a channel for a while from the oldest segment on; what it complains about.</summary>
    public static Task<string> Watch(string url, int seconds) =>
        Run("-live_start_index", "0", "-i", url, "-t", $"{seconds}", "-f", "null", "-");

    private static async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", .. arguments]) { RedirectStandardError = true }
        )!;
        var said = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : $"{said} (exit code {process.ExitCode})";
    }
}
