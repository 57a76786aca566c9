using GalaPlatform.Embedded.Activations;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Timers;

namespace GalaPlatform.Embedded;

/// <summary>Orleans' runtime services for grains that ask for them.</summary>
internal sealed class GrainRuntime(
    IGrainFactory factory,
    ITimerRegistry timers,
    IServiceProvider services,
    TimeProvider clock
) : IGrainRuntime, IGrainContextAccessor
{
    public string SiloIdentity => "embedded";

    public SiloAddress SiloAddress => SiloAddress.Zero;

    public IGrainFactory GrainFactory => factory;

    public ITimerRegistry TimerRegistry => timers;

    public IServiceProvider ServiceProvider => services;

    public TimeProvider TimeProvider => clock;

    public IGrainContext GrainContext =>
        ActivationScheduler.CurrentActivation ?? throw new InvalidOperationException("No grain's turn runs here.");

    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) =>
        ((Activation)grainContext).DelayDeactivation(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) =>
        throw new NotSupportedException("Grains keep their state in the database, not in grain storage.");
}
