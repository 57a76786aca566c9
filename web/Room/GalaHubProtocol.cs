using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Web.Room;

/// <summary>
/// SignalR's JSON protocol. Arguments that do not fit reach the method as nothing, so that it refuses them with its
/// own code: a client that makes a mistake is told so, and stays connected.
/// </summary>
internal sealed class GalaHubProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private static readonly string[] Methods =
    [
        nameof(GalaHub.Join),
        nameof(GalaHub.Say),
        nameof(GalaHub.React),
        nameof(GalaHub.Leave),
    ];

    private readonly JsonHubProtocol _json = new(options);

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
        if (
            message is InvocationBindingFailureMessage failure
            && Array.Exists(Methods, name => IsCalled(failure, name))
        )
        {
            message = new InvocationMessage(failure.InvocationId, failure.Target, [default(JsonElement)]);
        }
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(message);

    private static bool IsCalled(InvocationBindingFailureMessage failure, string method) =>
        string.Equals(failure.Target, method, StringComparison.OrdinalIgnoreCase);
}
