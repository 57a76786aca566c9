using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Projects;

/// <summary>Clears away uploads that nobody finished in time, with their blocks.</summary>
internal sealed class UploadSweeper(
    IGalaStore store,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<UploadSweeper> log
) : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>One round; gives how many were cleared.</summary>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var expired = await store.Read(
            (db, token) =>
                db.Set<UploadRow>()
                    .Where(row => row.Stage == UploadStage.Open && row.ExpiresAt <= now)
                    .OrderBy(row => row.ExpiresAt)
                    .Select(row => row.Id)
                    .Take(Batch)
                    .ToArrayAsync(token),
            cancel
        );
        foreach (var id in expired)
        {
            var command = new Command(new CommandId($"upload-{id:N}-expired"), Actor.Platform);
            await grains.GetGrain<IUploadGrain>(id).Terminate(command);
        }
        return expired.Length;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                log.UploadsExpired(await Sweep(stoppingToken));
            }
            catch (Exception problem) when (problem is StoreException or IOException)
            {
                log.SweepFailed(problem);
            }
        }
    }
}
