namespace GalaPlatform.Silo.Transcoding;

/// <summary>There is no room on the disk to work on.</summary>
internal sealed class ScratchFullException() : IOException("The scratch folder's disk is full.");

/// <summary>Where attempts keep their files while they run: <c>{GALA_DATA}/scratch</c>, a folder for each process.</summary>
internal sealed class ScratchFolder(string data)
{
    // As .NET hands them on from Linux.
    private const int NoSpace = 28,
        QuotaExceeded = 122;

    /// <summary>The last of a disk is for the database and the logs.</summary>
    private const long Reserve = 64L << 20;

    /// <summary>Renditions of an hour at their highest rates; those of a small file are about as large as it is.</summary>
    private const long MostForRenditions = 5L << 30;

    private readonly string _root = Path.GetFullPath(Path.Combine(data, "scratch"));

    /// <summary>A new, empty folder.</summary>
    public string Make(string name)
    {
        Remove(name);
        return Directory.CreateDirectory(Path.Combine(Mine, name)).FullName;
    }

    /// <summary>Takes a folder of this process away, with what is in it.</summary>
    public void Remove(string name) => Clear(Path.Combine(Mine, name));

    /// <summary>Looks before the work whether there is room for a file, and for what is made from it.</summary>
    /// <param name="bytes">The file's length.</param>
    /// <exception cref="ScratchFullException">There is not.</exception>
    public void RequireRoom(long bytes)
    {
        Directory.CreateDirectory(_root);
        if (new DriveInfo(_root).AvailableFreeSpace < bytes + Math.Min(bytes, MostForRenditions) + Reserve)
        {
            throw new ScratchFullException();
        }
    }

    /// <summary>True if something failed for want of room.</summary>
    public static bool IsFull(Exception problem) =>
        problem is ScratchFullException or IOException { HResult: NoSpace or QuotaExceeded };

    /// <summary>True if a tool said so.</summary>
    public static bool IsFull(string errors) => errors.Contains("No space left on device", StringComparison.Ordinal);

    /// <summary>Clears what killed processes of this machine left.</summary>
    public void RemoveDead()
    {
        if (!Directory.Exists(_root))
        {
            return;
        }
        foreach (var folder in Directory.EnumerateDirectories(_root))
        {
            if (WorkerName.IsDead(Path.GetFileName(folder).Replace('~', '/')))
            {
                Clear(folder);
            }
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Mine => Path.Combine(_root, WorkerName.Mine(0).Replace('/', '~'));
}
