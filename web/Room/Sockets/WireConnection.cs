using System.Collections;
using System.IO.Pipelines;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace GalaPlatform.Web.Room;

/// <summary>A WebSocket as SignalR's hub sees a connection: its own keep-alive, text alone, and a line for the room's frames.</summary>
internal sealed class WireConnection
    : ConnectionContext,
        IDuplexPipe,
        IConnectionUserFeature,
        IConnectionHeartbeatFeature,
        IConnectionInherentKeepAliveFeature,
        ITransferFormatFeature
{
    private readonly CancellationTokenSource _closed = new();
    private readonly WireWriter _writer;
    private readonly WireReader _reader;
    private readonly List<(Action<object> Action, object State)> _heartbeats = [];
    private IDictionary<object, object?>? _items;

    /// <param name="id">A name for the connection, of which there is no other.</param>
    /// <param name="user">Who opened it.</param>
    /// <param name="stream">The upgraded request.</param>
    /// <param name="quicker">The socket below, if bytes may be sent past the stream.</param>
    /// <param name="abort">Ends the request without further ado.</param>
    public WireConnection(string id, ClaimsPrincipal user, Stream stream, Func<IWire>? quicker, Action abort)
    {
        (ConnectionId, User) = (id, user);
        _writer = new WireWriter(id, new StreamWire(stream), abort);
        // The client speaks first. When it does, it has the answer to its request, and Kestrel has nothing more to write.
        _reader = new WireReader(stream, _writer, quicker is null ? () => { } : () => _writer.Take(quicker), _closed);
        Features = new WireFeatures(this, _writer);
    }

    public override string ConnectionId { get; set; }

    public ClaimsPrincipal? User { get; set; }

    public override IFeatureCollection Features { get; }

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public override CancellationToken ConnectionClosed
    {
        get => _closed.Token;
        set => throw new NotSupportedException();
    }

    public PipeReader Input => _reader;

    public PipeWriter Output => _writer;

    public bool HasInherentKeepAlive => true;

    public TransferFormat SupportedFormats => TransferFormat.Text;

    public TransferFormat ActiveFormat { get; set; } = TransferFormat.Text;

    public void OnHeartbeat(Action<object> action, object state)
    {
        lock (_heartbeats)
        {
            _heartbeats.Add((action, state));
        }
    }

    /// <summary>To be called every second.</summary>
    public void Beat()
    {
        _writer.Beat();
        lock (_heartbeats)
        {
            foreach (var (action, state) in _heartbeats)
            {
                action(state);
            }
        }
    }

    /// <summary>The server stops: the hub says goodbye.</summary>
    public void Stop() => _reader.CancelPendingRead();

    public override void Abort(ConnectionAbortedException abortReason) => _writer.Abort();

    /// <summary>Closes the WebSocket once the hub is done with it.</summary>
    public async Task Close(CloseCode code, CancellationToken patience)
    {
        await _writer.Close(code).AsTask().WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _reader.ReadToEnd(patience);
    }

    public override async ValueTask DisposeAsync()
    {
        _writer.End();
        await _closed.CancelAsync();
        _reader.Release();
        await base.DisposeAsync();
    }
}

/// <summary>What a connection is and has, without a table for it: there are thousands, and nobody adds much.</summary>
internal sealed class WireFeatures(WireConnection connection, IFrameSink sink) : IFeatureCollection
{
    private Dictionary<Type, object>? _others;

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get =>
            _others?.GetValueOrDefault(key)
            ?? (
                key == typeof(IFrameSink) ? sink
                : key.IsInstanceOfType(connection) ? connection
                : null
            );
        set
        {
            Revision++;
            if (value is null)
            {
                _others?.Remove(key);
            }
            else
            {
                (_others ??= [])[key] = value;
            }
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => (_others ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
