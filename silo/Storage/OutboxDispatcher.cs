using GalaPlatform.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Storage;

/// <summary>Delivers the outbox: at once after a commit, and after a start what was left of the run before.</summary>
internal sealed class OutboxDispatcher(
    IGalaStore store,
    OutboxQueue queue,
    IEnumerable<IOutboxHandler> handlers,
    ILogger<OutboxDispatcher> log
) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeliverAll(stoppingToken);
                await queue.Wait(RetryPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreException)
            {
                // The store said it in the log; the rows stay where they are.
                await Task.Delay(RetryPause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DeliverAll(CancellationToken cancel)
    {
        var rows = await store.Read(
            (db, stop) => db.Set<OutboxRow>().OrderBy(row => row.Id).Take(BatchSize).ToArrayAsync(stop),
            cancel
        );
        await Task.WhenAll(rows.GroupBy(row => row.Scope).Select(scope => DeliverInOrder(scope, cancel)));
    }

    private async Task DeliverInOrder(IEnumerable<OutboxRow> rows, CancellationToken cancel)
    {
        foreach (var row in rows)
        {
            if (cancel.IsCancellationRequested || !await TryDeliver(row))
            {
                return;
            }
            await store.Write(
                (db, stop) => db.Set<OutboxRow>().Where(it => it.Id == row.Id).ExecuteDeleteAsync(stop),
                CancellationToken.None
            );
            queue.Delivered(row);
        }
    }

    private async Task<bool> TryDeliver(OutboxRow row)
    {
        try
        {
            var result = await _handlers[row.Kind].Deliver(new OutboxMessage(row.Id, row.Scope, row.Kind, row.Payload));
            if (result.Refusal is not { } refusal)
            {
                return true;
            }
            if (refusal.Kind is RefusalKind.Unavailable or RefusalKind.StorageFull or RefusalKind.TooMany)
            {
                log.OutboxDelayed(null, row.Id, row.Kind);
                return false;
            }
            log.OutboxRefused(row.Id, row.Kind, refusal.Code);
            return true;
        }
        catch (Exception problem)
        {
            log.OutboxDelayed(problem, row.Id, row.Kind);
            return false;
        }
    }
}
