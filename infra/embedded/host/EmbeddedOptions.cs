using System.Reflection;

namespace GalaPlatform.Embedded;

/// <summary>How the host behaves. The defaults are Orleans' own.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>Where grain classes are looked for.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>Grain classes beside those of <see cref="Assemblies"/>; tests name theirs one by one.</summary>
    public IList<Type> GrainClasses { get; } = [];

    /// <summary>True sends every argument, result and exception through the serializer, as a network would.</summary>
    public bool Strict { get; set; }

    /// <summary>A caller waits this long; then the outcome of its call is unknown to it.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>An activation that nobody called for this long is deactivated.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a stopping host waits for deactivation hooks.</summary>
    public TimeSpan StopBudget { get; set; } = TimeSpan.FromSeconds(3);
}
