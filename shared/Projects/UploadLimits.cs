namespace GalaPlatform.Projects;

/// <summary>How uploads are bounded.</summary>
public static class UploadLimits
{
    /// <summary>The size of a block, except for the last one of a request.</summary>
    public const int BlockBytes = 4 * 1024 * 1024;

    /// <summary>How many blocks one blob may have; Azure takes 50,000.</summary>
    public const int MaxBlocks = 50_000;

    /// <summary>Characters of a file name that are kept.</summary>
    public const int MaxFileNameLength = 255;

    /// <summary>How long a lease lasts when it is not renewed: as long as a node that died on another machine can block an upload.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>How long an unfinished upload is kept. Azure drops uncommitted blocks after seven days; we are sooner.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(5);
}
