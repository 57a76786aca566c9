using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Programme;

/// <summary>
/// A project may not be shown live any more: its consent was withdrawn, its school refused it, or it is gone. Whoever
/// changes a project so puts this in the outbox.
/// </summary>
internal sealed record ProjectWithdrawn(ProjectId Project)
{
    public const string Kind = "project.withdrawn";
}

internal sealed class ProjectWithdrawnHandler(IGalaStore store, IGrainFactory grains) : IOutboxHandler
{
    public string Kind => ProjectWithdrawn.Kind;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var project = message.Read<ProjectWithdrawn>().Project;
        var galas = await store.Read((db, stop) => GalasWith(db, project, stop));
        foreach (var gala in galas)
        {
            var told = await grains.GetGrain<IProgrammeGrain>(gala).WithdrawProject(message.Command, project);
            if (told.IsRefused)
            {
                return told;
            }
        }
        return default(Done);
    }

    private static Task<Guid[]> GalasWith(GalaDbContext db, ProjectId project, CancellationToken stop) =>
        db.Set<ProgrammeLineRow>()
            .Where(line => line.ProjectId == project.Value && !line.IsWithdrawn)
            .Join(db.Set<GalaRow>(), line => line.GalaId, gala => gala.Id, (_, gala) => gala)
            .Where(gala =>
                gala.State != GalaState.Ended && gala.State != GalaState.Archived && gala.State != GalaState.Cancelled
            )
            .Select(gala => gala.Id)
            .Distinct()
            .ToArrayAsync(stop);
}
