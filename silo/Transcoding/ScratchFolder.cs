namespace GalaPlatform.Silo.Transcoding;

/// <summary>Where attempts keep their files while they run: <c>{GALA_DATA}/scratch</c>, a folder for each process.</summary>
internal sealed class ScratchFolder(string data)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(data, "scratch"));

    /// <summary>A new, empty folder.</summary>
    public string Make(string name)
    {
        var folder = Path.Combine(Mine, name);
        Remove(folder);
        Directory.CreateDirectory(folder);
        return folder;
    }

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
                Remove(folder);
            }
        }
    }

    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Mine => Path.Combine(_root, WorkerName.Mine(0).Replace('/', '~'));
}
