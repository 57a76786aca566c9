using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>A mistake that is planted below the room, to see that the simulation would find it.</summary>
internal abstract class Mistake
{
    public static Mistake None { get; } = new Nothing();

    public abstract Task Spoil(GalaDbContext db, Random chance, CancellationToken stop);

    private sealed class Nothing : Mistake
    {
        public override Task Spoil(GalaDbContext db, Random chance, CancellationToken stop) => Task.CompletedTask;
    }
}

/// <summary>The commit acknowledges what it did not write, now and then.</summary>
internal sealed class AnswersWithoutWriting : Mistake
{
    public override Task Spoil(GalaDbContext db, Random chance, CancellationToken stop)
    {
        if (chance.Next(8) == 0)
        {
            db.ChangeTracker.Clear();
        }
        return Task.CompletedTask;
    }
}

/// <summary>The commands' ids are not kept: a repetition is taken for something new.</summary>
internal sealed class ForgetsCommands : Mistake
{
    public override Task Spoil(GalaDbContext db, Random chance, CancellationToken stop)
    {
        foreach (var command in db.ChangeTracker.Entries<CommandRow>().ToList())
        {
            command.State = EntityState.Detached;
        }
        return Task.CompletedTask;
    }
}
