using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using GalaPlatform.Tests.Specs.Common;

namespace GalaPlatform.Tests.Specs.Room;

/// <summary>A client of the hub that speaks SignalR's JSON protocol over a bare WebSocket, as any other client might.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private const char RecordSeparator = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly HttpMessageInvoker Network = new(
        new SocketsHttpHandler { SslOptions = OwnCertificate.Trusted, UseCookies = false }
    );

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly Channel<JsonElement> _frames = Channel.CreateUnbounded<JsonElement>();
    private int _disposed;
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private TaskCompletionSource _mayRead = new();
    private Task _reading = Task.CompletedTask;
    private int _number;

    private HubClient() => _mayRead.SetResult();

    /// <summary>Frames in the order in which they came.</summary>
    public ChannelReader<JsonElement> Frames => _frames.Reader;

    /// <summary>Everything that came, answers too, by kind: "answer" or "frame".</summary>
    public ConcurrentQueue<(string Kind, JsonElement Body)> Received { get; } = new();

    public bool IsClosed => _reading.IsCompleted;

    /// <summary>Connects over HTTP/1.1, or over another version of it alone.</summary>
    public static async Task<HubClient> Connect(Uri server, string? token, Version? version = null)
    {
        var client = new HubClient();
        client._socket.Options.HttpVersion = version ?? HttpVersion.Version11;
        client._socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (token is not null)
        {
            client._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }
        client._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        var hub = new UriBuilder(server) { Scheme = server.Scheme == "https" ? "wss" : "ws", Path = "/hubs/gala" };
        await client._socket.ConnectAsync(hub.Uri, Network, CancellationToken.None);
        await client.Send("""{"protocol":"json","version":1}""");
        var answer = await client.ReadMessage(new byte[64 * 1024], new StringBuilder());
        Assert.Equal("{}", answer);
        client._reading = Task.Run(client.Read);
        return client;
    }

    /// <summary>Calls a method and gives its result, or throws <see cref="HubCallException"/>.</summary>
    public async Task<JsonElement> Call(string method, params object?[] arguments)
    {
        var id = $"{Interlocked.Increment(ref _number)}";
        var call = _calls[id] = new TaskCompletionSource<JsonElement>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        await Send(
            JsonSerializer.Serialize(
                new
                {
                    type = 1,
                    invocationId = id,
                    target = method,
                    arguments,
                }
            )
        );
        return await call.Task.WaitAsync(Patience);
    }

    /// <summary>Sends a call that nobody answers.</summary>
    public Task Post(string method, params object?[] arguments) =>
        Send(
            JsonSerializer.Serialize(
                new
                {
                    type = 1,
                    target = method,
                    arguments,
                }
            )
        );

    public Task<JsonElement> Join(string gala, string? epoch = null, long? after = null) =>
        Call(
            "Join",
            new
            {
                galaId = gala,
                epoch,
                after,
            }
        );

    public Task<JsonElement> Say(string gala, string text, string? commandId = null) =>
        Call(
            "Say",
            new
            {
                galaId = gala,
                commandId = commandId ?? Guid.NewGuid().ToString("N"),
                text,
            }
        );

    /// <summary>The sequence numbers and texts of entries, live, until one with this number came.</summary>
    public async Task<List<JsonElement>> EntriesUpTo(long sequence)
    {
        var found = new List<JsonElement>();
        using var patience = new CancellationTokenSource(Patience);
        while (found.Count == 0 || found[^1].GetProperty("s").GetInt64() < sequence)
        {
            var frame = await _frames.Reader.ReadAsync(patience.Token);
            if (frame.TryGetProperty("x", out var entries))
            {
                found.AddRange(entries.EnumerateArray());
            }
        }
        return found;
    }

    /// <summary>The next frame with this property.</summary>
    public async Task<JsonElement> FrameWith(string property)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var frame = await _frames.Reader.ReadAsync(patience.Token);
            if (frame.TryGetProperty(property, out _))
            {
                return frame;
            }
        }
    }

    /// <summary>Takes nothing from the socket any more.</summary>
    public void StopReading() => _mayRead = new TaskCompletionSource();

    public void GoOnReading() => _mayRead.SetResult();

    public async Task Closed() => await _reading.WaitAsync(Patience);

    public Task Send(string message) => SendRaw(Encoding.UTF8.GetBytes(message + RecordSeparator));

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await _ended.CancelAsync();
        _mayRead.TrySetResult();
        _socket.Abort();
        await _reading.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _ended.Dispose();
        _sending.Dispose();
    }

    private async Task SendRaw(byte[] message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, _ended.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Read()
    {
        try
        {
            var (buffer, rest) = (new byte[64 * 1024], new StringBuilder());
            while (await ReadMessage(buffer, rest) is { } message)
            {
                Take(JsonDocument.Parse(message).RootElement);
            }
        }
        catch (Exception problem)
            when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection ended.
        }
        finally
        {
            _frames.Writer.TryComplete();
            foreach (var call in _calls.Values)
            {
                call.TrySetException(new HubCallException("connection-lost"));
            }
        }
    }

    private async Task<string?> ReadMessage(byte[] buffer, StringBuilder rest)
    {
        while (true)
        {
            var text = rest.ToString();
            var end = text.IndexOf(RecordSeparator, StringComparison.Ordinal);
            if (end >= 0)
            {
                rest.Remove(0, end + 1);
                return text[..end];
            }
            await _mayRead.Task;
            var message = new MemoryStream();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(), _ended.Token);
                message.Write(buffer, 0, part.Count);
            } while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }
            rest.Append(Encoding.UTF8.GetString(message.ToArray()));
        }
    }

    private void Take(JsonElement message)
    {
        switch (message.GetProperty("type").GetInt32())
        {
            case 1:
                var frame = message.GetProperty("arguments")[0];
                Assert.Equal("Frame", message.GetProperty("target").GetString());
                Received.Enqueue(("frame", frame));
                _frames.Writer.TryWrite(frame);
                break;
            case 3:
                Received.Enqueue(("answer", message));
                Answer(message);
                break;
        }
    }

    private void Answer(JsonElement message)
    {
        if (!_calls.TryRemove(message.GetProperty("invocationId").GetString()!, out var call))
        {
            return;
        }
        if (message.TryGetProperty("error", out var error))
        {
            call.TrySetException(new HubCallException(error.GetString()!));
        }
        else
        {
            call.TrySetResult(message.TryGetProperty("result", out var result) ? result : default);
        }
    }
}

/// <summary>The hub refused a call.</summary>
public sealed class HubCallException(string message) : Exception(message)
{
    /// <summary>The code, past the words that SignalR puts before it.</summary>
    public string Code => Message[(Message.LastIndexOf(' ') + 1)..];
}
