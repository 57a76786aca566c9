using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>What to tell a client when the blob store cannot do its part.</summary>
internal static class BlobTroubles
{
    // ENOSPC and EDQUOT, as .NET hands them on from Linux, and the two codes of Windows.
    private const int NoSpace = 28,
        QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070),
        WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static Refusal RefusalFor(Exception problem) =>
        problem switch
        {
            BlobMissingException => UploadRefusals.BlocksLost,
            IOException { HResult: NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull } =>
                CommonRefusals.StorageFull,
            _ => CommonRefusals.StoreUnavailable with { RetryAfterSeconds = 5 },
        };
}
