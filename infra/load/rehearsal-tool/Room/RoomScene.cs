using System.Net;
using GalaPlatform.Rehearsal.Channel;
using GalaPlatform.Rehearsal.Measure;

namespace GalaPlatform.Rehearsal.Room;

/// <summary>What all seats of one room share.</summary>
internal sealed class RoomScene : IDisposable
{
    private readonly ThreadLocal<HubRecord> _records;

    public RoomScene() => _records = new ThreadLocal<HubRecord>(() => new HubRecord(Script!));

    public required Uri Server { get; init; }
    public required string Gala { get; init; }
    public required string Tag { get; init; }
    public required Script Script { get; init; }
    public required RoomLedger Ledger { get; init; }
    public required Violations Violations { get; init; }
    public required Meter Meter { get; init; }
    public required ServerClock Clock { get; init; }
    public required TimeProvider Time { get; init; }

    /// <summary>One for all connections: each of them would otherwise bring its own.</summary>
    public HttpMessageInvoker Connector { get; } =
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
            }
        );

    /// <summary>This thread's record: whoever is given bytes looks at them to the end before it waits again.</summary>
    public HubRecord Record => _records.Value!;

    public Uri Hub =>
        new UriBuilder(new Uri(Server, "/hubs/gala")) { Scheme = Server.Scheme == "https" ? "wss" : "ws" }.Uri;

    public void Dispose()
    {
        Connector.Dispose();
        _records.Dispose();
    }
}
