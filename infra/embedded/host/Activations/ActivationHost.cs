namespace GalaPlatform.Embedded.Activations;

/// <summary>What every activation shares.</summary>
internal sealed record ActivationHost(
    IServiceProvider Services,
    EmbeddedOptions Options,
    TimeProvider Clock,
    IDispatcher Dispatcher,
    EmbeddedLog Log
)
{
    public ActivationDirectory Directory { get; set; } = null!;

    public GrainFactory Factory { get; set; } = null!;
}

/// <summary>Gives an activation's own services their <see cref="Orleans.Runtime.IGrainContext"/>.</summary>
internal sealed class ContextHolder
{
    public Activation? Context { get; set; }
}
