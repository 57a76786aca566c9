using GalaPlatform.Silo.Storage;

namespace GalaPlatform.Silo.Platform;

/// <summary>
/// A grain whose memory turned out to be old must not serve another call: the activation ends,
/// and the next one reads anew. The caller gets the exception and tries again.
/// </summary>
internal sealed class StaleActivationFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (StaleActivationException stale)
        {
            context.TargetContext.Deactivate(
                new(DeactivationReasonCode.ApplicationError, stale, "What it holds in memory is old.")
            );
            throw;
        }
    }
}
