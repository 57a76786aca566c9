namespace GalaPlatform.Silo.Blobs;

/// <summary>Keeps every name inside the store: slash-separated parts of <c>[a-z0-9._-]</c> that do not begin with a dot.</summary>
internal static class BlobNames
{
    private const int MaxLength = 500;

    public static string Check(string name) =>
        IsValid(name) ? name : throw new ArgumentException("Not a blob name.", nameof(name));

    /// <summary>A prefix is a folder: it stands for the name itself and for what is below it. Empty means everything.</summary>
    public static string CheckPrefix(string prefix)
    {
        var folder = prefix.TrimEnd('/');
        return folder.Length == 0 ? folder : Check(folder);
    }

    public static bool IsBelow(string name, string folder) =>
        folder.Length == 0
        || name == folder
        || (name.StartsWith(folder, StringComparison.Ordinal) && name[folder.Length] == '/');

    private static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && name.Split('/').All(IsPart);

    private static bool IsPart(string part) =>
        part.Length > 0
        && part[0] != '.'
        && !part.Contains("..", StringComparison.Ordinal)
        && part.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign is '.' or '_' or '-');
}
