using GalaPlatform.Common;
using GalaPlatform.Silo.Storage;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>
/// The real store, slow, and with the faults of a database that a seed chooses: a commit that fails, a commit whose answer
/// is lost, a read that fails. What waits here is where a crash of the process finds it.
/// </summary>
internal sealed class FaultyStore(IGalaStore real, TimeProvider clock, Random chance, Mistake mistake) : IGalaStore
{
    private const int MostMilliseconds = 20;

    /// <summary>How many faults are left; then the database is well.</summary>
    public int Faults { get; set; }

    public async Task<T> Read<T>(Func<GalaDbContext, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        await Pause();
        if (IsFault(6))
        {
            throw Unavailable();
        }
        var value = await real.Read(read, cancel);
        await Pause();
        return value;
    }

    public async Task<T> Write<T>(Func<GalaDbContext, CancellationToken, Task<T>> write, CancellationToken cancel)
    {
        await Pause();
        if (IsFault(4))
        {
            throw Unavailable();
        }
        var value = await real.Write((db, stop) => Mistaken(db, write, stop), cancel);
        await Pause();
        return IsFault(4) ? throw Unavailable() : value;
    }

    public Task<Result<T>> Execute<T>(CommandEnvelope envelope, Func<CommandTransaction, Task<Result<T>>> work) =>
        throw new NotSupportedException("Rooms commit in groups of their own.");

    private async Task<T> Mistaken<T>(
        GalaDbContext db,
        Func<GalaDbContext, CancellationToken, Task<T>> write,
        CancellationToken stop
    )
    {
        await mistake.Prepare(db, stop);
        var value = await write(db, stop);
        await mistake.Spoil(db, chance, stop);
        return value;
    }

    private Task Pause() => Task.Delay(TimeSpan.FromMilliseconds(chance.Next(MostMilliseconds)), clock);

    private bool IsFault(int oneIn)
    {
        if (Faults == 0 || chance.Next(oneIn) > 0)
        {
            return false;
        }
        Faults--;
        return true;
    }

    private static StoreException Unavailable() => new(CommonRefusals.StoreUnavailable, new IOException("A fault."));
}
