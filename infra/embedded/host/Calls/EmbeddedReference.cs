using Orleans.Runtime;

namespace GalaPlatform.Embedded.Calls;

/// <summary>
/// A grain reference of this host; the emitted classes derive from it, one for each interface.
/// It is Orleans' own <see cref="GrainReference"/>, so keys, equality and casts are Orleans' code.
/// </summary>
public abstract class EmbeddedReference : GrainReference
{
    private readonly CallSender _sender;
    private readonly InvokeTable _table;

    /// <summary>The one constructor; the emitted classes have the same.</summary>
    protected EmbeddedReference(GrainReferenceShared shared, IdSpan key, object binding)
        : base(shared, key) => (_sender, _table) = (ReferenceBinding)binding;

    /// <summary>Calls a method that answers with nothing.</summary>
    protected Task CallTask(int slot, object?[] arguments) =>
        _sender.Send<object>(GrainId, _table.Methods[slot], arguments);

    /// <summary>Calls a method that answers with a value.</summary>
    protected Task<T> CallTask<T>(int slot, object?[] arguments) =>
        _sender.Send<T>(GrainId, _table.Methods[slot], arguments);

    /// <summary>Calls a method that answers with nothing.</summary>
    protected ValueTask CallValueTask(int slot, object?[] arguments) => new(CallTask(slot, arguments));

    /// <summary>Calls a method that answers with a value.</summary>
    protected ValueTask<T> CallValueTask<T>(int slot, object?[] arguments) => new(CallTask<T>(slot, arguments));

    /// <summary>Sends a message that has no answer.</summary>
    protected void CallVoid(int slot, object?[] arguments) => _ = CallTask(slot, arguments);
}

/// <summary>What a reference needs to call: the host, and the interface's methods.</summary>
internal sealed record ReferenceBinding(CallSender Sender, InvokeTable Table);

/// <summary>A reference of which only the id is known; it must be cast before it can be called.</summary>
internal sealed class UntypedReference(GrainReferenceShared shared, IdSpan key, object binding)
    : EmbeddedReference(shared, key, binding),
        IGrain;
