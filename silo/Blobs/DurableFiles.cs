using System.Runtime.InteropServices;
using System.Text;

namespace GalaPlatform.Silo.Blobs;

/// <summary>Files that are on the disk when the call returns: their bytes, and the entry in their folder.</summary>
internal static class DurableFiles
{
    private const int CopyBuffer = 1 << 20;

    /// <summary>Writes a file that nobody knows of yet. Its bytes are on the disk afterwards; its name is not, until <see cref="Reveal"/>.</summary>
    public static async Task Spool(string path, Stream content, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, Options(FileMode.Create, FileAccess.Write));
        await content.CopyToAsync(file, CopyBuffer, cancel);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives a spooled file its name. False if the name is taken.</summary>
    public static bool Reveal(string spooled, string path)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            File.Move(spooled, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        FlushFolder(Path.GetDirectoryName(path)!);
        return true;
    }

    public static FileStream OpenRead(string path) => new(path, Options(FileMode.Open, FileAccess.Read));

    private static FileStreamOptions Options(FileMode mode, FileAccess access) =>
        new()
        {
            Mode = mode,
            Access = access,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            BufferSize = 0,
        };

    /// <summary>Makes a folder and those above it; their names are on the disk afterwards.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }
        var above = Path.GetDirectoryName(folder)!;
        CreateFolder(above);
        Directory.CreateDirectory(folder);
        FlushFolder(above);
    }

    /// <summary>.NET opens no folders, so the entry is flushed through the C library. Other systems than Linux and macOS have no need.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var handle = Native.Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (handle < 0)
        {
            throw new IOException($"Cannot open folder '{folder}': error {Marshal.GetLastPInvokeError()}.");
        }
        try
        {
            if (Native.Flush(handle) != 0)
            {
                throw new IOException($"Cannot flush folder '{folder}': error {Marshal.GetLastPInvokeError()}.");
            }
        }
        finally
        {
            _ = Native.Close(handle);
        }
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Flush(int handle);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int handle);
    }
}
