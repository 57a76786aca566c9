using System.Security.Cryptography;
using GalaPlatform.Accounts;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Blobs;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>How an attempt ended.</summary>
internal enum AttemptEnd
{
    /// <summary>The project knows: ready, or failed for good.</summary>
    Settled,

    /// <summary>Another worker has the video by now.</summary>
    Lost,

    /// <summary>Something went wrong that may go well the next time.</summary>
    Failed,
}

/// <summary>One attempt at one video: fetch, look, transcode, bring back, report. Everything goes under the attempt's own number.</summary>
internal sealed class TranscodeAttempt(
    IGrainFactory grains,
    IBlobStore blobs,
    Transcoder transcoder,
    SpliceCheck splice,
    AssetUploader uploader,
    ScratchFolder scratch,
    TimeProvider clock,
    ILogger<TranscodeAttempt> log
)
{
    public async Task<AttemptEnd> Run(LeasedJob job, CancellationToken cancel)
    {
        var project = grains.GetGrain<IProjectGrain>(job.Project.Value);
        var name = $"{job.Project}-{job.Attempt}";
        try
        {
            return await Run(project, job, name, cancel);
        }
        catch (Exception problem) when (!cancel.IsCancellationRequested)
        {
            // Whatever it was: the video goes back to the queue, and the next one has its turn.
            log.AttemptFailed(problem, job.Project.Value, job.Attempt);
            return await GiveUp(project, job, problem);
        }
        finally
        {
            scratch.Remove(name);
        }
    }

    private async Task<AttemptEnd> Run(IProjectGrain project, LeasedJob job, string name, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var started = await project.StartAttempt(Ours(job, "start"), job.Attempt);
        if (!started.Succeeded(out var original, out var refusal))
        {
            return End(job, refusal);
        }
        if (job.IsExhausted)
        {
            return await Fail(project, job, MediaProblems.TranscodingFailed);
        }
        var folder = scratch.Make(name);
        var file = Path.Combine(folder, "original");
        scratch.RequireRoom(original.Length);
        if (!await Fetch(original, file, cancel))
        {
            return await Fail(project, job, MediaProblems.OriginalMissing);
        }
        var verdict = await transcoder.Look(file, cancel);
        if (verdict.Video is not { } video)
        {
            return await Fail(project, job, verdict.Problem!);
        }
        log.AttemptStarted(job.Project.Value, job.Attempt, video.Duration.TotalSeconds);
        // What failed twice is not to fail for having been copied.
        var source = job.IsLast ? video with { Copy = null } : video;
        var asset = await Make(project, job, source, file, Path.Combine(folder, "out"), cancel);
        var completed = await project.CompleteAttempt(Ours(job, "complete"), job.Attempt, asset);
        if (completed.Refusal is { } no)
        {
            return End(job, no);
        }
        log.AttemptCompleted(job.Project.Value, job.Attempt, clock.GetElapsedTime(began).TotalSeconds);
        return AttemptEnd.Settled;
    }

    private async Task<MediaAsset> Make(
        IProjectGrain project,
        LeasedJob job,
        SourceVideo video,
        string file,
        string output,
        CancellationToken cancel
    )
    {
        var prefix = $"projects/{job.Project}/{job.Attempt}";
        var asset = await Transcode(project, job, video, file, output, prefix, cancel);
        // What was brought for nothing stands below this attempt's prefix, which nobody names.
        var bringing = Bring(asset, output, cancel);
        await Task.WhenAll(splice.Check(asset, output, cancel), bringing);
        return await bringing;
    }

    private async Task<MediaAsset> Bring(MediaAsset asset, string output, CancellationToken cancel)
    {
        await transcoder.MakeStills(asset, output, cancel);
        var whole = await transcoder.MakeFile(asset, output, cancel);
        await uploader.Upload(whole, output, cancel);
        return whole;
    }

    private async Task<MediaAsset> Transcode(
        IProjectGrain project,
        LeasedJob job,
        SourceVideo video,
        string file,
        string output,
        string prefix,
        CancellationToken cancel
    )
    {
        var reporter = new AttemptReporter(project, job.Attempt, uploader, clock, log);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reporting = reporter.Report(
            new PreviewFolder(output, prefix, video.Copy?.Size ?? video.Sizes[^1]),
            ended.Token
        );
        try
        {
            return await transcoder.Transcode(video, file, output, prefix, reporter.Hear, cancel);
        }
        finally
        {
            await ended.CancelAsync();
            await reporting;
        }
    }

    /// <summary>What passes by itself says nothing against the video: it waits. Otherwise the last failure ends it, with its reason.</summary>
    private async Task<AttemptEnd> GiveUp(IProjectGrain project, LeasedJob job, Exception problem)
    {
        try
        {
            if (Passing(problem) is { } trouble)
            {
                var waiting = await project.PostponeAttempt(Ours(job, "postpone"), job.Attempt, trouble);
                return waiting.Refusal is { } refusal ? End(job, refusal) : AttemptEnd.Settled;
            }
            return job.IsLast ? await Fail(project, job, Reason(problem)) : AttemptEnd.Failed;
        }
        catch (Exception again)
        {
            log.AttemptFailed(again, job.Project.Value, job.Attempt);
            return AttemptEnd.Failed;
        }
    }

    private static MediaProblem? Passing(Exception problem) =>
        ScratchFolder.IsFull(problem) ? MediaProblems.WaitingForDisk
        : StoreOutage.Explains(problem) ? MediaProblems.WaitingForStore
        : null;

    private static MediaProblem Reason(Exception problem) =>
        problem switch
        {
            BadRenditionException => MediaProblems.SpliceFailed,
            ToolTimeoutException => MediaProblems.TooSlow,
            _ => MediaProblems.TranscodingFailed,
        };

    private async Task<bool> Fetch(OriginalVideo original, string path, CancellationToken cancel)
    {
        try
        {
            await using var blob = await blobs.OpenRead(original.Blob, 0, null, cancel);
            await using var file = File.Create(path);
            using var sha256 = SHA256.Create();
            await using (var hashed = new CryptoStream(file, sha256, CryptoStreamMode.Write, leaveOpen: true))
            {
                await blob.CopyToAsync(hashed, 1 << 20, cancel);
            }
            var hash = Convert.ToHexStringLower(sha256.Hash!);
            return file.Length == original.Length && hash == original.Sha256
                ? true
                : throw new TranscodeException("The original in the blob store is not the file that was sent.");
        }
        catch (BlobMissingException)
        {
            return false;
        }
    }

    private async Task<AttemptEnd> Fail(IProjectGrain project, LeasedJob job, MediaProblem problem)
    {
        log.VideoRefused(job.Project.Value, job.Attempt, problem.Code);
        var failed = await project.FailAttempt(Ours(job, "fail"), job.Attempt, problem);
        return failed.Refusal is { } refusal ? End(job, refusal) : AttemptEnd.Settled;
    }

    private AttemptEnd End(LeasedJob job, Refusal refusal)
    {
        if (refusal.Kind is RefusalKind.Unavailable or RefusalKind.StorageFull)
        {
            return AttemptEnd.Failed;
        }
        log.LeaseLost(job.Project.Value, job.Attempt);
        return AttemptEnd.Lost;
    }

    private static Command Ours(LeasedJob job, string what) =>
        new(new CommandId($"attempt-{job.Attempt}-{what}"), Actor.Platform);
}
