using Azure;

namespace GalaPlatform.Silo.Blobs;

/// <summary>Tells a store that does not answer, which passes, from a store that says no.</summary>
internal static class StoreOutage
{
    private const int NoAnswer = 0,
        AskedTooLong = 408,
        AskedTooOften = 429,
        ItsOwnFault = 500;

    /// <summary>True if something failed for want of the store, and may go well once it is back.</summary>
    public static bool Explains(Exception problem) =>
        problem switch
        {
            RequestFailedException { Status: NoAnswer or AskedTooLong or AskedTooOften or >= ItsOwnFault } => true,
            // One for each time that was tried.
            AggregateException { InnerExceptions: { Count: > 0 } all } => all.All(Explains),
            _ => false,
        };
}
