using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>
/// Something between the platform and its clients that passes everything on, but swallows one frame of one connection
/// to the room: the tenth that carries entries.
/// </summary>
internal sealed class LossyNetwork : IAsyncDisposable
{
    private const int Swallowed = 10;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _platform;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private int _frames;

    public LossyNetwork(string platform)
    {
        _platform = new Uri(platform);
        _listener.Start();
        _accepting = Accept();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            _ = Serve(await _listener.AcceptTcpClientAsync(_ended.Token));
        }
    }

    private async Task Serve(TcpClient accepted)
    {
        using var client = accepted;
        using var platform = new TcpClient();
        try
        {
            await platform.ConnectAsync(_platform.Host, _platform.Port, _ended.Token);
            var (near, far) = (client.GetStream(), platform.GetStream());
            var first = new byte[8 * 1024];
            var read = await near.ReadAsync(first, _ended.Token);
            await far.WriteAsync(first.AsMemory(0, read), _ended.Token);
            var isRoom = Encoding.ASCII.GetString(first, 0, read).Contains("/hubs/gala", StringComparison.Ordinal);
            var answers = isRoom ? PassFrames(far, near) : far.CopyToAsync(near, _ended.Token);
            // Whichever side ends ends the other: the two clients are closed on return.
            await await Task.WhenAny(answers, near.CopyToAsync(far, _ended.Token));
        }
        catch (Exception problem) when (problem is IOException or SocketException or OperationCanceledException)
        {
            // One of the two hung up.
        }
    }

    private async Task PassFrames(NetworkStream from, NetworkStream to)
    {
        await PassHead(from, to);
        while (true)
        {
            var frame = await ReadFrame(from);
            if (!CarriesEntries(frame) || Interlocked.Increment(ref _frames) != Swallowed)
            {
                await to.WriteAsync(frame, _ended.Token);
            }
        }
    }

    private async Task PassHead(NetworkStream from, NetworkStream to)
    {
        var (head, one) = (new List<byte>(), new byte[1]);
        while (!CollectionEndsWith(head, "\r\n\r\n"u8))
        {
            await from.ReadExactlyAsync(one, _ended.Token);
            head.Add(one[0]);
        }
        await to.WriteAsync(head.ToArray(), _ended.Token);
    }

    /// <summary>One frame as a server sends it, unmasked (RFC 6455, 5.2).</summary>
    private async Task<byte[]> ReadFrame(NetworkStream from)
    {
        var head = new byte[2];
        await from.ReadExactlyAsync(head, _ended.Token);
        var more = new byte[
            (head[1] & 127) switch
            {
                126 => 2,
                127 => 8,
                _ => 0,
            }
        ];
        await from.ReadExactlyAsync(more, _ended.Token);
        var length = more.Length == 0 ? head[1] & 127 : more.Aggregate(0L, (sum, digit) => (sum << 8) | digit);
        var payload = new byte[length];
        await from.ReadExactlyAsync(payload, _ended.Token);
        return [.. head, .. more, .. payload];
    }

    private static bool CarriesEntries(byte[] frame) =>
        frame.AsSpan().IndexOf("\"target\":\"Frame\""u8) >= 0 && frame.AsSpan().IndexOf("\"x\":["u8) >= 0;

    private static bool CollectionEndsWith(List<byte> bytes, ReadOnlySpan<byte> end) =>
        bytes.Count >= end.Length && bytes[^end.Length..].ToArray().AsSpan().SequenceEqual(end);
}
