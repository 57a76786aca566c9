using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Web.Room;

/// <summary>
/// SignalR's JSON protocol. Arguments that do not fit reach the method as nothing, so that it refuses them with its
/// own code: a client that makes a mistake is told so, and stays connected. One that calls what there is not, or sends
/// faster than any page does, is cut off. Hub filters see neither, so it is done where every message passes.
/// </summary>
internal sealed class GalaHubProtocol(
    IOptions<JsonHubProtocolOptions> options,
    IOptions<HubLimits> limits,
    TimeProvider time
) : IHubProtocol
{
    private static readonly string[] Methods =
    [
        nameof(GalaHub.Join),
        nameof(GalaHub.Say),
        nameof(GalaHub.React),
        nameof(GalaHub.Leave),
    ];

    private readonly JsonHubProtocol _json = new(options);

    // SignalR makes one binder for each connection, and nothing else here tells connections apart.
    private readonly ConditionalWeakTable<IInvocationBinder, CallBudget> _budgets = [];

    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    public bool TryParseMessage(
        ref ReadOnlySequence<byte> input,
        IInvocationBinder binder,
        [NotNullWhen(true)] out HubMessage? message
    )
    {
        if (!_json.TryParseMessage(ref input, binder, out message))
        {
            return false;
        }
        if (!_budgets.GetValue(binder, _ => NewBudget()).TrySpend())
        {
            throw new InvalidDataException("Too many messages.");
        }
        if (message is InvocationBindingFailureMessage failure)
        {
            message = Array.Exists(Methods, name => IsCalled(failure, name))
                ? new InvocationMessage(failure.InvocationId, failure.Target, [default(JsonElement)])
                : new InvocationMessage(failure.InvocationId, nameof(GalaHub.Unknown), []);
        }
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(message);

    private CallBudget NewBudget() => new(time, limits.Value.MessageBurst, limits.Value.MessagesPerSecond);

    private static bool IsCalled(InvocationBindingFailureMessage failure, string method) =>
        string.Equals(failure.Target, method, StringComparison.OrdinalIgnoreCase);
}
