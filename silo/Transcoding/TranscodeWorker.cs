using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Takes videos from the queue, as long as the process runs, each under a lease that it keeps renewing.</summary>
internal sealed class TranscodeWorker(
    TranscodeQueue queue,
    TranscodeSignal signal,
    TranscodeAttempt attempt,
    SlateMaker slate,
    Sandbox sandbox,
    ScratchFolder scratch,
    IOptions<TranscodingOptions> options,
    TimeProvider clock,
    ILogger<TranscodeWorker> log
) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SandboxPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Heartbeat = QueueRules.LeaseLength / 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (options.Value.Workers > 0 && !await sandbox.MayRun())
            {
                await Task.Delay(SandboxPause, clock, stoppingToken);
            }
            scratch.RemoveDead();
            await Task.WhenAll(Enumerable.Range(1, options.Value.Workers).Select(it => Work(it, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task Work(int number, CancellationToken stop)
    {
        var worker = WorkerName.Mine(number);
        var (lookedForDead, hasSlate) = (false, number > 1);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                lookedForDead = lookedForDead || await queue.EndLeases(WorkerName.IsDead, stop) >= 0;
                hasSlate = hasSlate || await slate.Make(stop);
                if (await queue.Lease(worker, number, stop) is { } job)
                {
                    await Attempt(job, worker, stop);
                    continue;
                }
            }
            catch (Exception problem) when (!stop.IsCancellationRequested)
            {
                log.QueueUnavailable(problem);
            }
            await signal.Wait(LookAgain, stop);
        }
    }

    private async Task Attempt(LeasedJob job, string worker, CancellationToken stop)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var beating = Beat(job, worker, giveUp);
        var end = await Run(job, giveUp.Token);
        await giveUp.CancelAsync();
        await beating;
        if (end == AttemptEnd.Failed)
        {
            await queue.GiveBack(job, worker, failed: !stop.IsCancellationRequested, CancellationToken.None);
        }
    }

    private async Task<AttemptEnd> Run(LeasedJob job, CancellationToken cancel)
    {
        try
        {
            return await attempt.Run(job, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return AttemptEnd.Failed;
        }
    }

    /// <summary>Keeps the lease; gives up the work when it is another worker's.</summary>
    private async Task Beat(LeasedJob job, string worker, CancellationTokenSource giveUp)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, clock, giveUp.Token);
                if (!await Renew(job, worker, giveUp.Token))
                {
                    await giveUp.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The attempt ended.
        }
    }

    private async Task<bool> Renew(LeasedJob job, string worker, CancellationToken cancel)
    {
        try
        {
            return await queue.Renew(job, worker, cancel);
        }
        catch (StoreException problem)
        {
            // Who holds the lease is decided when the database is back; until then the work goes on.
            log.QueueUnavailable(problem);
            return true;
        }
    }
}
