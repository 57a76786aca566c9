using System.Security.Cryptography;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// The secret behind media links: <c>GALA_MEDIA_KEY</c> (Base64, 32 bytes), which every web node of a cluster must share,
/// else a file in the data folder, made at the first start.
/// </summary>
internal sealed class MediaKey
{
    public const int Length = 32;
    private const string FileName = "media-links.key";

    public MediaKey(byte[] bytes)
    {
        if (bytes.Length != Length)
        {
            throw new InvalidOperationException($"A media key has {Length} bytes.");
        }
        Bytes = bytes;
    }

    public byte[] Bytes { get; }

    public static MediaKey From(IConfiguration configuration)
    {
        if (configuration["GALA_MEDIA_KEY"] is { Length: > 0 } given)
        {
            return new MediaKey(Convert.FromBase64String(given));
        }
        var folder = Directory.CreateDirectory(Path.Combine(configuration["GALA_DATA"] ?? "data", "keys"));
        return new MediaKey(LoadOrMake(Path.Combine(folder.FullName, FileName)));
    }

    // Written aside and moved into place: two processes that start at once end up with one key.
    private static byte[] LoadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            var aside = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using (var file = new FileStream(aside, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(Length));
                file.Flush(flushToDisk: true);
            }
            try
            {
                File.Move(aside, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(aside);
            }
        }
        return File.ReadAllBytes(path);
    }
}
