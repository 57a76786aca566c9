using GalaPlatform.Common;

namespace GalaPlatform.Silo.Storage;

/// <summary>The one way to the database.</summary>
public interface IGalaStore
{
    /// <summary>Reads.</summary>
    /// <exception cref="StoreException">The database does not answer.</exception>
    Task<T> Read<T>(Func<GalaDbContext, CancellationToken, Task<T>> read, CancellationToken cancel = default);

    /// <summary>Writes in one transaction, for what is no command: housekeeping, and logs that carry ids of their own.</summary>
    /// <exception cref="StoreException">The database does not answer; nothing was done.</exception>
    Task<T> Write<T>(Func<GalaDbContext, CancellationToken, Task<T>> write, CancellationToken cancel = default);

    /// <summary>
    /// Carries out a command in one transaction: the rows that <paramref name="work"/> changes, the command's id and
    /// answer, the audit, the outbox. A command that took effect before gets its stored answer, without
    /// <paramref name="work"/>; a refusal changes nothing and is not stored.
    /// </summary>
    /// <exception cref="StaleActivationException">Somebody else wrote the same rows: what the caller holds in memory is old.</exception>
    Task<Result<T>> Execute<T>(CommandEnvelope envelope, Func<CommandTransaction, Task<Result<T>>> work);
}

/// <summary>A command on its way to the store.</summary>
/// <param name="Command">Who, and which command.</param>
/// <param name="Scope">What it is about, such as <c>gala/{id}</c>; command ids count within it, outbox order too.</param>
/// <param name="Action">What it does, such as <c>gala.create</c>; the audit keeps it.</param>
/// <param name="Arguments">What it was asked with; only a hash is kept.</param>
public sealed record CommandEnvelope(Command Command, string Scope, string Action, object? Arguments);

/// <summary>What a command's work may use.</summary>
public sealed class CommandTransaction(GalaDbContext db, DateTimeOffset now)
{
    private readonly List<(string Kind, object Payload)> _outbox = [];

    /// <summary>The rows. Add and change them; the store saves.</summary>
    public GalaDbContext Db { get; } = db;

    /// <summary>UTC; the command's instant.</summary>
    public DateTimeOffset Now { get; } = now;

    internal string? AuditDetail { get; private set; }
    internal IReadOnlyList<(string Kind, object Payload)> OutboxMessages => _outbox;

    /// <summary>Adds to the audit row that every command has. Ids and codes only, never words of pupils.</summary>
    public void Audit(string detail) => AuditDetail = detail;

    /// <summary>Has the <see cref="IOutboxHandler"/> of <paramref name="kind"/> called after the commit, at least once, in order within the scope.</summary>
    public void Outbox(string kind, object payload) => _outbox.Add((kind, payload));
}

/// <summary>Another activation, or an earlier attempt whose outcome was unknown, wrote first.</summary>
public sealed class StaleActivationException(string scope, Exception inner)
    : Exception($"What is in memory of '{scope}' is not what is stored.", inner);

/// <summary>The database cannot be used at the moment.</summary>
public sealed class StoreException(Refusal refusal, Exception inner) : Exception(refusal.Code, inner)
{
    /// <summary>What to tell the caller.</summary>
    public Refusal Refusal { get; } = refusal;
}
