using GalaPlatform.Embedded.Calls;

namespace GalaPlatform.Embedded.Activations;

/// <summary>Production: turns run on the thread pool, messages arrive at once.</summary>
internal sealed class PoolDispatcher : IDispatcher
{
    public void Ready(ActivationScheduler scheduler) =>
        ThreadPool.UnsafeQueueUserWorkItem(scheduler, preferLocal: false);

    public void Deliver(GrainCall call, Action<GrainCall> route) => route(call);

    public void Answer(GrainCall call, Action complete) => complete();

    public void Note(string happening) { }
}
