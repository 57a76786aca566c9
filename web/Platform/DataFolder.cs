namespace GalaPlatform.Web.Platform;

/// <summary>The folder of everything that this machine keeps: <c>GALA_DATA</c>, or <c>./data</c>.</summary>
internal static class DataFolder
{
    public static string Of(IConfiguration configuration) =>
        Path.GetFullPath(configuration["GALA_DATA"] is { Length: > 0 } named ? named : "./data");

    /// <summary>The folder of the keys that seal cookies and tokens; only its owner may look.</summary>
    public static DirectoryInfo KeysOf(IConfiguration configuration)
    {
        var path = Path.Combine(Of(configuration), "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(
                path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
