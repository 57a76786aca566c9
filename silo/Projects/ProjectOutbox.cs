using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Storage;

namespace GalaPlatform.Silo.Projects;

/// <summary>What others hear from projects.</summary>
internal static class ProjectOutbox
{
    /// <summary>The project is gone; its videos follow.</summary>
    public const string Deleted = "project.deleted";
}

/// <summary>Which project the news is about.</summary>
internal sealed record ProjectNews(Guid Project);

/// <summary>Deletes a deleted project's blobs; they are found by its id alone.</summary>
internal sealed class ProjectBlobsCleaner(IBlobStore blobs) : IOutboxHandler
{
    public string Kind => ProjectOutbox.Deleted;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var project = new ProjectId(message.Read<ProjectNews>().Project);
        await blobs.DeleteAll($"originals/{project}", CancellationToken.None);
        await blobs.DeleteAll($"projects/{project}", CancellationToken.None);
        return new Done();
    }
}
