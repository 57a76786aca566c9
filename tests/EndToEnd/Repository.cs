namespace GalaPlatform.Tests.EndToEnd;

/// <summary>Where the product stands, and the footage to show on it.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Above("GalaPlatform.sln", File.Exists) ?? throw new InvalidOperationException();

    /// <summary>Real cameras' footage, if it lies beside the repository.</summary>
    private static readonly string? Footage = Above(Path.Combine("shared", "media", "real"), Directory.Exists);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A real recording; on a machine without it, a clip of about the same length.</summary>
    public static async Task<string> Clip(string name, int seconds, string folder)
    {
        if (Footage is not null)
        {
            return Path.Combine(Footage, "shared", "media", "real", name);
        }
        var file = Path.Combine(folder, Path.ChangeExtension(name, "mp4"));
        string[] picture = ["-f", "lavfi", "-i", $"testsrc2=size=640x480:rate=25:duration={seconds}"];
        string[] sound = ["-f", "lavfi", "-i", $"sine=frequency=440:duration={seconds}"];
        string[] format = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", file];
        var made = await Tool.Run("ffmpeg", ["-nostdin", "-v", "error", "-y", .. picture, .. sound, .. format]);
        Assert.True(made.Code == 0, made.Errors);
        return file;
    }

    private static string? Above(string name, Func<string, bool> exists)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !exists(Path.Combine(folder.FullName, name)))
        {
            folder = folder.Parent;
        }
        return folder?.FullName;
    }
}
