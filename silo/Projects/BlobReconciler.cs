using GalaPlatform.Accounts;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Projects;

/// <summary>
/// Goes round all ready videos and looks whether their blobs are there. What the store lost is said to the school, while
/// there is time to prepare it anew, and not found out by the audience.
/// </summary>
internal sealed class BlobReconciler(
    IGalaStore store,
    IBlobStore blobs,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<BlobReconciler> log
) : BackgroundService
{
    private const int Batch = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private Guid _last = Guid.Empty;

    /// <summary>Looks at the next few videos, and begins anew after the last one. Gives how many were not whole.</summary>
    public async Task<int> Look(CancellationToken cancel)
    {
        var last = _last;
        var ready = await store.Read(
            (db, token) =>
                db.Set<ProjectRow>()
                    .Where(row => row.MediaState == MediaState.Ready && row.Id > last)
                    .OrderBy(row => row.Id)
                    .Take(Batch)
                    .ToArrayAsync(token),
            cancel
        );
        var missing = 0;
        foreach (var project in ready.Select(row => row.ToState()))
        {
            missing += await Look(project, cancel) ? 0 : 1;
        }
        _last = ready.Length < Batch ? Guid.Empty : ready[^1].Id;
        return missing;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // A store that does not answer has not lost anything.
                log.BlobsNotLookedAt(problem);
            }
        }
    }

    /// <summary>True if the video is whole.</summary>
    private async Task<bool> Look(ProjectState project, CancellationToken cancel)
    {
        var asset = project.Media.Asset!;
        var there = await blobs.List(asset.Prefix, cancel).ToHashSetAsync(cancellationToken: cancel);
        var lost = asset.Blobs().Where(blob => !there.Contains(blob)).ToArray();
        if (lost.Length == 0)
        {
            return true;
        }
        log.BlobsLost(project.Id.Value, lost.Length, lost[0]);
        // Once for each version: the command of an earlier loss was carried out already.
        var id = new CommandId($"missing-{project.Id}-{project.Version}");
        await grains
            .GetGrain<IProjectGrain>(project.Id.Value)
            .ReportMissing(new Command(id, Actor.Platform), asset.Prefix);
        return false;
    }
}
