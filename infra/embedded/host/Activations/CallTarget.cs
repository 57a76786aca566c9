using Orleans.Runtime;

namespace GalaPlatform.Embedded.Activations;

/// <summary>What calls arrive at: a grain's activation or an observer.</summary>
internal abstract class CallTarget
{
    public abstract GrainId GrainId { get; }

    /// <summary>The object whose method is called; null once an observer was collected.</summary>
    public abstract object? Instance { get; }

    /// <summary>True if it stood for a process that died: what it still does reaches nobody.</summary>
    public bool IsCrashed { get; protected set; }

    public abstract void Receive(Calls.Turn turn);
}
