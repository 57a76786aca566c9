using System.Diagnostics;
using System.Globalization;

namespace GalaPlatform.Tests.Specs.Transcoding;

/// <summary>Small videos, made with ffmpeg, as devices of schools write them.</summary>
public sealed class Clips : IDisposable
{
    private static readonly string[] Sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=3"];
    private const int PictureToSpoil = 70;
    private readonly string _folder = Directory.CreateTempSubdirectory("clips-").FullName;

    /// <summary>Three seconds, landscape, with sound.</summary>
    public string Plain() => Make("plain.mp4", [.. Picture("640x360", 30, 3), .. Sound, .. X264, "-c:a", "aac"]);

    /// <summary>What a careful encoder writes: the frame, the grid and the colours of a rendition, a key frame every two seconds.</summary>
    public string Fitting() => Make("fitting.mp4", [.. Picture("854x480", 30, 5), .. Sound, .. Grid, "-c:a", "aac"]);

    /// <summary>The same, with a picture in its midst that no decoder can read.</summary>
    public string FittingButSpoiled()
    {
        var bytes = File.ReadAllBytes(Fitting());
        var picture = int.Parse(
            Run(
                    "ffprobe",
                    "-v",
                    "error",
                    "-select_streams",
                    "v",
                    "-show_entries",
                    "packet=pos",
                    "-of",
                    "csv=p=0",
                    Path.Combine(_folder, "fitting.mp4")
                )
                .Split('\n')[PictureToSpoil],
            CultureInfo.InvariantCulture
        );
        bytes.AsSpan(picture + 16, 600).Fill(0xA5);
        return Write("spoiled.mp4", bytes);
    }

    /// <summary>Two seconds and a half in high definition, without sound.</summary>
    public string Large() => Make("large.mp4", [.. Picture("1920x1080", 30, 3), .. X264, "-t", "2.5"]);

    /// <summary>Forty seconds of pictures that stand for a second each, without sound: made at once, long to encode.</summary>
    public string Slides() => Make("slides.mp4", [.. Picture("640x360", 1, 40), .. X264]);

    /// <summary>Twenty-four seconds of the same in high definition: seconds of work for any machine.</summary>
    public string LargeSlides() => Make("large-slides.mp4", [.. Picture("1920x1080", 1, 24), .. X264]);

    /// <summary>A phone held upright: landscape pixels, turned by metadata.</summary>
    public string Upright()
    {
        var flat = Plain();
        return Make("upright.mp4", ["-i", flat, "-c", "copy", "-metadata:s:v", "rotate=90"]);
    }

    /// <summary>What a browser's recorder writes: no duration, no index; here without sound too.</summary>
    public string Recorded() =>
        Make(
            "recorded.webm",
            [.. Picture("320x240", 24, 2), "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-live", "1"]
        );

    /// <summary>Sound that begins late and outlasts the picture.</summary>
    public string LateSound() =>
        Make("late.mkv", [.. Picture("320x240", 60, 2), "-itsoffset", "1", .. Sound, .. X264, "-c:a", "aac"]);

    /// <summary>The sound of a second of speech at a whisper's level, with a picture.</summary>
    public string Quiet() =>
        Make("quiet.mp4", [.. Picture("320x240", 30, 3), .. Sound, "-af", "volume=-20dB", .. X264, "-c:a", "aac"]);

    /// <summary>Interlaced, with pixels that are not square.</summary>
    public string Camcorder() =>
        Make(
            "camcorder.ts",
            [
                .. Picture("720x576", 25, 2),
                "-vf",
                "setsar=16/15",
                "-flags",
                "+ilme+ildct",
                "-c:v",
                "mpeg2video",
                "-b:v",
                "3M",
                "-f",
                "mpegts",
            ]
        );

    /// <summary>A high dynamic range video in ten bits.</summary>
    public string HighDynamicRange() =>
        Make(
            "hdr.mov",
            [
                .. Picture("640x360", 30, 1),
                "-c:v",
                "libx265",
                "-preset",
                "ultrafast",
                "-x265-params",
                "log-level=error",
                "-pix_fmt",
                "yuv420p10le",
                "-color_primaries",
                "bt2020",
                "-color_trc",
                "arib-std-b67",
                "-colorspace",
                "bt2020nc",
                "-tag:v",
                "hvc1",
            ]
        );

    public string SoundOnly() => Make("sound.m4a", [.. Sound, "-c:a", "aac"]);

    public string Still() => Make("still.png", [.. Picture("64x64", 1, 1), "-frames:v", "1"]);

    public string RareCodec() => Make("rare.avi", [.. Picture("320x240", 25, 1), "-c:v", "magicyuv"]);

    public string TenHours() =>
        Make("long.mp4", ["-f", "lavfi", "-i", "color=size=16x16:rate=1/600:duration=36000", .. X264]);

    public string ManyTracks() =>
        Make(
            "tracks.mkv",
            [
                .. Picture("64x64", 5, 1),
                "-f",
                "lavfi",
                "-i",
                "sine=duration=1",
                "-map",
                "0:v",
                .. Enumerable.Repeat<string[]>(["-map", "1:a"], 12).SelectMany(it => it),
                .. X264,
                "-c:a",
                "aac",
            ]
        );

    /// <summary>An index that promises more than there is.</summary>
    public string CutOff()
    {
        var whole = Make("whole.mp4", [.. Picture("640x360", 30, 8), .. X264, "-movflags", "+faststart"]);
        var bytes = File.ReadAllBytes(whole);
        return Write("cut.mp4", bytes[..(bytes.Length / 3)]);
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a tool; what it said on both of its outputs.</summary>
    public static string Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }

    private static readonly string[] X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

    private static readonly string[] Grid =
    [
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-b:v",
        "900k",
        "-maxrate",
        "1000k",
        "-bufsize",
        "1000k",
        "-bf",
        "0",
        "-g",
        "60",
        "-keyint_min",
        "60",
        "-sc_threshold",
        "0",
        "-colorspace",
        "bt709",
        "-color_primaries",
        "bt709",
        "-color_trc",
        "bt709",
        "-color_range",
        "tv",
    ];

    private static string[] Picture(string size, int rate, int seconds) =>
        ["-f", "lavfi", "-i", $"testsrc2=size={size}:rate={rate}:duration={seconds}"];

    private string Make(string name, string[] arguments)
    {
        var path = Path.Combine(_folder, name);
        var said = Run("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments, path]);
        return File.Exists(path) ? path : throw new InvalidOperationException(said);
    }
}
