using GalaPlatform.Galas;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Galas;

/// <summary>After a start, wakes the galas that were on air: their sessions' records go on though nobody watches yet.</summary>
internal sealed class GalaWaker(IGalaStore store, IGrainFactory grains, TimeProvider clock, ILogger<GalaWaker> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested && !await TryWake(stoppingToken))
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryWake(CancellationToken cancel)
    {
        try
        {
            var onAir = await store.Read(
                (db, stop) =>
                    db.Set<GalaRow>()
                        .Where(row => row.State == GalaState.Lobby || row.State == GalaState.Live)
                        .Select(row => row.Id)
                        .ToArrayAsync(stop),
                cancel
            );
            await Task.WhenAll(onAir.Select(id => grains.GetGrain<IGalaGrain>(id).Get()));
            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.NotAwake(problem);
            return false;
        }
    }
}
