using System.Diagnostics;

namespace GalaPlatform.Tests.Browser.Common;

/// <summary>Short videos with sound, as a class might send them.</summary>
internal static class Clips
{
    /// <summary>A class's fractal, slowly coming nearer.</summary>
    public const string Fractal =
        "mandelbrot=size=640x360:rate=24:start_x=-0.743643887:start_y=-0.131825904"
        + ":start_scale=0.02:end_scale=0.004:end_pts=150";

    /// <summary>Colours that flow into each other.</summary>
    public const string Colours = "gradients=size=640x360:rate=24:speed=0.02";

    /// <param name="folder">Where to write it.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="picture">One of ffmpeg's sources of pictures.</param>
    /// <param name="seconds">How long.</param>
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
            picture,
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
