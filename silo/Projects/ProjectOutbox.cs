using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Projects;

/// <summary>What others hear from projects.</summary>
internal static class ProjectOutbox
{
    /// <summary>The project is gone; its videos follow.</summary>
    public const string Deleted = "project.deleted";

    /// <summary>Another file arrived in an original's place. What was made of the older one plays on until the newer is ready.</summary>
    public const string OriginalReplaced = "project.original-replaced";

    /// <summary>Captions were taken away or replaced; their words follow.</summary>
    public const string CaptionsGone = "project.captions-gone";
}

/// <summary>Which project the news is about.</summary>
internal sealed record ProjectNews(Guid Project);

/// <summary>Which blob nobody needs any more.</summary>
internal sealed record ReplacedOriginal(string Blob);

/// <summary>Deletes files that were replaced, so that they take no room that a school is not told of.</summary>
internal sealed class ReplacedOriginalsCleaner(IBlobStore blobs) : IOutboxHandler
{
    public string Kind => ProjectOutbox.OriginalReplaced;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        await blobs.DeleteAll(message.Read<ReplacedOriginal>().Blob, CancellationToken.None);
        return new Done();
    }
}

/// <summary>Deletes a deleted project's blobs; they are found by its id alone.</summary>
internal sealed class ProjectBlobsCleaner(IBlobStore blobs) : IOutboxHandler
{
    public string Kind => ProjectOutbox.Deleted;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var project = new ProjectId(message.Read<ProjectNews>().Project);
        await blobs.DeleteAll($"originals/{project}", CancellationToken.None);
        await blobs.DeleteAll($"projects/{project}", CancellationToken.None);
        await blobs.DeleteAll($"captions/{project}", CancellationToken.None);
        return new Done();
    }
}

/// <summary>Deletes the words of captions that are no more, unless the same words came back meanwhile.</summary>
internal sealed class CaptionsCleaner(IBlobStore blobs, IGalaStore store) : IOutboxHandler
{
    public string Kind => ProjectOutbox.CaptionsGone;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var blob = message.Read<CaptionTrack>().Blob;
        var isBack = await store.Read(
            (db, stop) =>
                db.Set<ProjectRow>().AnyAsync(row => row.Captions != null && row.Captions.Contains(blob), stop)
        );
        if (!isBack)
        {
            await blobs.DeleteAll(blob, CancellationToken.None);
        }
        return new Done();
    }
}
