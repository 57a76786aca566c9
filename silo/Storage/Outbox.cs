using GalaPlatform.Accounts;
using GalaPlatform.Common;

namespace GalaPlatform.Silo.Storage;

/// <summary>Tells other grains what a command of this one means for them.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind of messages that it delivers.</summary>
    string Kind { get; }

    /// <summary>
    /// Delivers, with <see cref="OutboxMessage.Command"/>, which is the same at every attempt. An exception, and a
    /// refusal that waiting may cure, is tried again; any other refusal is final.
    /// </summary>
    Task<Result<Done>> Deliver(OutboxMessage message);
}

/// <summary>A committed message.</summary>
public sealed record OutboxMessage(long Id, string Scope, string Kind, string Payload)
{
    /// <summary>Makes delivering twice delivering once.</summary>
    public Command Command => new(new CommandId($"outbox-{Id}"), Actor.Platform);

    /// <summary>The payload as it was given to <see cref="CommandTransaction.Outbox"/>.</summary>
    public T Read<T>() => StoredAnswers.Read<T>(Payload);
}

/// <summary>What this process committed and did not deliver yet; wakes the dispatcher.</summary>
public sealed class OutboxQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<long>> _waiting = [];
    private readonly Dictionary<string, TaskCompletionSource> _settled = [];
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Completes when everything that was committed for the scope until now is delivered.</summary>
    public Task Settled(string scope)
    {
        lock (_lock)
        {
            if (!_waiting.ContainsKey(scope))
            {
                return Task.CompletedTask;
            }
            if (!_settled.TryGetValue(scope, out var source))
            {
                _settled[scope] = source = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            return source.Task;
        }
    }

    internal void Announce(OutboxRow[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }
        lock (_lock)
        {
            foreach (var row in rows)
            {
                if (!_waiting.TryGetValue(row.Scope, out var ids))
                {
                    _waiting[row.Scope] = ids = [];
                }
                ids.Add(row.Id);
            }
        }
        Wake();
    }

    internal void Delivered(OutboxRow row)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(row.Scope, out var ids) || !ids.Remove(row.Id) || ids.Count > 0)
            {
                return;
            }
            _waiting.Remove(row.Scope);
            if (_settled.Remove(row.Scope, out var source))
            {
                source.SetResult();
            }
        }
    }

    public void Dispose() => _signal.Dispose();

    internal Task<bool> Wait(TimeSpan atMost, CancellationToken cancel) => _signal.WaitAsync(atMost, cancel);

    private void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }
}
