using System.Diagnostics;

namespace GalaPlatform.Tests.Browser.Common;

/// <summary>Short videos with sound, as a class might send them.</summary>
internal static class Clips
{
    public static async Task<string> Make(string folder, string name, string picture, int seconds)
    {
        var file = Path.Combine(folder, name);
        string[] arguments =
        [
            "-nostdin",
            "-v",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            $"{picture}=size=640x360:rate=24",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            "-t",
            $"{seconds}",
            file,
        ];
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return file;
    }
}
