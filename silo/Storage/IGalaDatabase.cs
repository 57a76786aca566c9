namespace GalaPlatform.Silo.Storage;

/// <summary>Which database it is, and how to reach it.</summary>
public interface IGalaDatabase
{
    /// <summary>Brings the tables to this version of the platform. Called once at start, before anything else.</summary>
    Task Migrate(CancellationToken cancel = default);

    /// <summary>A context for one unit of work.</summary>
    GalaDbContext Open();

    /// <summary>Waits until this process may write, where the database has but one writer.</summary>
    ValueTask<IDisposable?> EnterWrite(CancellationToken cancel);
}
