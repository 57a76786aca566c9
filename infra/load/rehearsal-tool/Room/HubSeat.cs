using System.Net.WebSockets;
using System.Text.Json;

namespace GalaPlatform.Rehearsal.Room;

/// <summary>
/// One seat's connection to the room, as the contract asks of a client: it comes back by epoch and sequence, asks when it
/// knows of a gap, and repeats what was not answered under the same command.
/// </summary>
internal sealed class HubSeat(RoomScene scene, string token, string name, Random dice)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A frame comes at least every 15 s; some of the way is the network's.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private const int UsualMessage = 4 * 1024;

    private static readonly byte[] Handshake = HubCalls.Handshake();

    private readonly ReaderLedger _ledger = scene.Ledger.AddReader(name);
    private readonly List<int> _unanswered = [];
    private readonly Lock _sending = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientWebSocket? _socket;
    private Task _sent = Task.CompletedTask;
    private TimeSpan _away;
    private long _heardAt;
    private long? _askedAfter;
    private long? _askedAt;
    private int _failures;

    public string Token => token;

    public string Name => name;

    /// <summary>Ends when it is in the room for the first time.</summary>
    public Task Arrived => _arrived.Task;

    public bool IsHere => _ledger.IsHere;

    /// <summary>Is in the room, and comes back whenever it is thrown out, until told to stop.</summary>
    public async Task Live(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var away = await Visit(stop);
            Leave();
            if (!stop.IsCancellationRequested)
            {
                await Task.Delay(away, scene.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Loses the connection, and comes back after a while.</summary>
    public void Drop(TimeSpan away)
    {
        scene.Meter.Dropped();
        _away = away;
        _socket?.Abort();
    }

    /// <summary>It went home because the rehearsal was over, and not before.</summary>
    public void StayedToTheEnd() => _ledger.IsHere = true;

    /// <summary>Says a message as soon as it can.</summary>
    public void Say(int number)
    {
        lock (_unanswered)
        {
            _unanswered.Add(number);
        }
        if (IsHere)
        {
            _ = Send(HubCalls.Say(scene, number));
        }
    }

    /// <summary>Taps once.</summary>
    public void React(string kind)
    {
        if (IsHere)
        {
            scene.Ledger.Tap();
            _ = Send(HubCalls.React(scene.Gala, kind));
        }
    }

    /// <summary>Tells the server that it is still there; to be called every 15 s.</summary>
    public void Ping() => _ = Send(HubCalls.Ping);

    /// <summary>To be called every second: a server that says nothing is left, and it is noted.</summary>
    public void LookAfter()
    {
        if (_socket is null)
        {
            return;
        }
        var silent = scene.Time.GetElapsedTime(Volatile.Read(ref _heardAt));
        if (silent > LongestSilence && IsHere)
        {
            scene.Violations.Add(Promise.Silent, $"{name} heard nothing for {silent.TotalSeconds:0} s");
            _socket?.Abort();
        }
        else if (silent > Patience)
        {
            _socket?.Abort();
        }
    }

    private async Task<TimeSpan> Visit(CancellationToken stop)
    {
        try
        {
            using var socket = await Connect(stop);
            await Receive(socket, stop);
        }
        catch (Exception problem) when (IsConnectionLost(problem))
        {
            // Whether it was us is told below.
        }
        if (_away > TimeSpan.Zero)
        {
            (var away, _away) = (_away, TimeSpan.Zero);
            return away;
        }
        if (!stop.IsCancellationRequested)
        {
            scene.Meter.Failed();
        }
        // Jittered, as the pages do it: a server that comes back is not met by everybody at once.
        _failures = Math.Min(_failures + 1, 4);
        return TimeSpan.FromSeconds((0.25 + (0.75 * dice.NextDouble())) * (1 << (_failures - 1)));
    }

    private async Task<ClientWebSocket> Connect(CancellationToken stop)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(scene.Hub, scene.Connector, stop).WaitAsync(Patience, scene.Time, stop);
            _askedAt = null;
            Volatile.Write(ref _heardAt, scene.Time.GetTimestamp());
            _socket = socket;
            await Send(Handshake);
            Join();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Join()
    {
        _askedAfter = _arrived.Task.IsCompleted ? _ledger.Last : null;
        _askedAt = scene.Time.GetTimestamp();
        _ = Send(HubCalls.Join(scene.Gala, _askedAfter is null ? null : _ledger.Epoch, _askedAfter));
    }

    private void Leave()
    {
        (_ledger.IsHere, _socket) = (false, null);
    }

    private async Task Receive(ClientWebSocket socket, CancellationToken stop)
    {
        var (buffer, filled) = (new byte[UsualMessage], 0);
        while (true)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var part = await socket.ReceiveAsync(buffer.AsMemory(filled), stop);
            filled += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }
            if (!part.EndOfMessage)
            {
                continue;
            }
            if (Take(buffer.AsSpan(0, filled)) is not { } taken)
            {
                return;
            }
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
            // What a join brings may be large; there are thousands of these buffers.
            buffer = filled == 0 && buffer.Length > UsualMessage ? new byte[UsualMessage] : buffer;
        }
    }

    /// <summary>Takes the records that came whole.</summary>
    /// <returns>How many bytes they were; null if the server closes.</returns>
    private int? Take(ReadOnlySpan<byte> bytes)
    {
        var (now, taken) = (scene.Time.GetTimestamp(), 0);
        Volatile.Write(ref _heardAt, now);
        scene.Meter.Received(bytes.Length);
        var (record, news) = (scene.Record, new List<SeenEntry>());
        while (bytes[taken..].IndexOf(HubCalls.Separator) is var end and >= 0)
        {
            record.Read(bytes.Slice(taken, end), scene.Gala, _ledger.Epoch);
            taken += end + 1;
            if (record.Kind == RecordKind.Close)
            {
                return null;
            }
            Take(record, news, now);
            news.Clear();
        }
        return taken;
    }

    private void Take(HubRecord record, List<SeenEntry> news, long now)
    {
        if (record.Kind == RecordKind.Frame && record.IsOurs)
        {
            var isUpToDate = _ledger.Read(record, news);
            scene.Meter.Framed();
            foreach (var entry in news)
            {
                Deliver(entry.Number, now);
            }
            if (!isUpToDate && _askedAt is null)
            {
                scene.Meter.Asked();
                Join();
            }
        }
        else if (record.Kind == RecordKind.Answer && record.Call == HubRecord.JoinCall)
        {
            Arrive(record, news, now);
        }
        else if (record.Kind == RecordKind.Answer && record.Call >= 0)
        {
            Heard((int)record.Call, record, now);
        }
    }

    private void Deliver(int number, long now)
    {
        if (scene.Ledger.WasRepeated(number))
        {
            scene.Meter.Recovered(1);
            return;
        }
        scene.Meter.Delivered(scene.Time.GetElapsedTime(scene.Ledger.DueOf(number), now));
    }

    private void Arrive(HubRecord answer, List<SeenEntry> news, long now)
    {
        var askedAt = _askedAt ?? now;
        _askedAt = null;
        if (answer.Error is { } error)
        {
            scene.Meter.Failed();
            _socket?.Abort();
            _arrived.TrySetException(new RehearsalException($"{name} was not let into the room: {error}"));
            return;
        }
        _ledger.Join(answer, _askedAfter, news);
        scene.Meter.Recovered(news.Count);
        if (answer.Now is { } told)
        {
            scene.Clock.Observe(told, askedAt, now);
        }
        (_failures, _ledger.IsHere) = (0, true);
        _arrived.TrySetResult();
        SayAgain();
    }

    private void SayAgain()
    {
        int[] again;
        lock (_unanswered)
        {
            again = [.. _unanswered];
        }
        foreach (var number in again)
        {
            scene.Ledger.Repeat(number);
            _ = Send(HubCalls.Say(scene, number));
        }
    }

    private void Heard(int number, HubRecord answer, long now)
    {
        var code = answer.Error ?? answer.Code ?? "refused";
        if (!answer.IsPosted && answer.RetryAfter is { } wait)
        {
            scene.Meter.Slowed();
            scene.Ledger.Repeat(number);
            _ = SayLater(number, TimeSpan.FromSeconds(Math.Max(wait, 0.1)));
            return;
        }
        lock (_unanswered)
        {
            if (!_unanswered.Remove(number))
            {
                return;
            }
        }
        if (answer.IsPosted)
        {
            scene.Ledger.Post(number, answer.Sequence);
            scene.Meter.Posted(scene.Time.GetElapsedTime(scene.Ledger.DueOf(number), now));
        }
        else
        {
            scene.Ledger.Refuse(number, code);
        }
    }

    private async Task SayLater(int number, TimeSpan wait)
    {
        await Task.Delay(wait, scene.Time);
        if (IsHere)
        {
            await Send(HubCalls.Say(scene, number));
        }
    }

    /// <summary>Sends once what was sent before is out.</summary>
    private Task Send(ReadOnlyMemory<byte> message)
    {
        lock (_sending)
        {
            return _sent = SendAfter(_sent, message);
        }
    }

    private async Task SendAfter(Task before, ReadOnlyMemory<byte> message)
    {
        await before;
        try
        {
            if (_socket is { State: WebSocketState.Open } socket)
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
            }
        }
        catch (Exception problem) when (IsConnectionLost(problem))
        {
            // The reading side notices too, and comes back; what was not answered is said again then.
        }
    }

    private static bool IsConnectionLost(Exception problem) =>
        problem
            is WebSocketException
                or HttpRequestException
                or IOException
                or OperationCanceledException
                or ObjectDisposedException
                or TimeoutException
                or InvalidOperationException
                or JsonException;
}
