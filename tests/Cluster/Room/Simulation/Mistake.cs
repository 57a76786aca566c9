using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>A mistake that is planted below the room, to see that the simulation would find it.</summary>
internal abstract class Mistake
{
    public static Mistake None { get; } = new Nothing();

    /// <summary>Before the room's own work.</summary>
    public virtual Task Prepare(GalaDbContext db, CancellationToken stop) => Task.CompletedTask;

    /// <summary>After the room's own work, before the commit.</summary>
    public abstract Task Spoil(GalaDbContext db, Random chance, CancellationToken stop);

    private sealed class Nothing : Mistake
    {
        public override Task Spoil(GalaDbContext db, Random chance, CancellationToken stop) => Task.CompletedTask;
    }
}

/// <summary>The commit acknowledges what it did not write, now and then.</summary>
internal sealed class AnswersWithoutWriting : Mistake
{
    public override Task Prepare(GalaDbContext db, CancellationToken stop) =>
        db.Database.ExecuteSqlRawAsync("SAVEPOINT nothing_written", stop);

    public override async Task Spoil(GalaDbContext db, Random chance, CancellationToken stop)
    {
        if (chance.Next(8) == 0)
        {
            db.ChangeTracker.Clear();
            await db.Database.ExecuteSqlRawAsync("ROLLBACK TO nothing_written", stop);
        }
    }
}

/// <summary>The commands' ids are not kept: a repetition is taken for something new.</summary>
internal sealed class ForgetsCommands : Mistake
{
    public override Task Spoil(GalaDbContext db, Random chance, CancellationToken stop) =>
        db.Set<CommandRow>().ExecuteDeleteAsync(stop);
}
