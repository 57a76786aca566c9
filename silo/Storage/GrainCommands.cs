using GalaPlatform.Common;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Storage;

/// <summary>How a grain carries out a command.</summary>
internal static class GrainCommands
{
    /// <summary>
    /// Runs the command in the store. If what the grain holds in memory turns out to be old, the activation ends and
    /// the caller is told to try again: the next activation reads the rows anew.
    /// </summary>
    public static async Task<Result<T>> Carry<T>(
        this IGrainBase grain,
        IGalaStore store,
        ILogger log,
        CommandEnvelope envelope,
        Func<CommandTransaction, Task<Result<T>>> work
    )
    {
        try
        {
            return await store.Execute(envelope, work);
        }
        catch (StaleActivationException)
        {
            log.ActivationIsStale(envelope.Scope);
            grain.DeactivateOnIdle();
            return CommonRefusals.StoreUnavailable with { RetryAfterSeconds = 1 };
        }
    }
}
