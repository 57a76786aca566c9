using System.Data.Common;
using GalaPlatform.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GalaPlatform.Silo.Storage;

/// <summary>Tells troubles of the database from mistakes of ours.</summary>
internal static class StoreFailures
{
    private const int Busy = 5,
        Locked = 6,
        ReadOnly = 8,
        InputOutput = 10,
        Full = 13,
        CannotOpen = 14;
    private const int PrimaryKey = 1555,
        Unique = 2067;

    /// <summary>What to tell the caller, or null if it is no trouble of the database's.</summary>
    public static Refusal? RefusalFor(Exception problem) =>
        Root(problem) switch
        {
            SqliteException { SqliteErrorCode: Full } => CommonRefusals.StorageFull,
            SqliteException { SqliteErrorCode: Busy or Locked or ReadOnly or InputOutput or CannotOpen } => Unavailable,
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => CommonRefusals.StorageFull,
            PostgresException { SqlState: ['5', '7', 'P', ..] or ['5', '3', ..] } => Unavailable,
            NpgsqlException { IsTransient: true } => Unavailable,
            NpgsqlException and not PostgresException => Unavailable,
            _ => null,
        };

    /// <summary>True when another transaction wrote a row with the same key first.</summary>
    public static bool IsConflict(Exception problem) =>
        problem is DbUpdateConcurrencyException
        || Root(problem)
            is SqliteException { SqliteExtendedErrorCode: PrimaryKey or Unique }
                or PostgresException
                {
                    SqlState: PostgresErrorCodes.UniqueViolation
                        or PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.DeadlockDetected
                };

    private static Refusal Unavailable => CommonRefusals.StoreUnavailable with { RetryAfterSeconds = 2 };

    // EF wraps what the database said, once or twice.
    private static Exception Root(Exception problem)
    {
        for (var inner = problem; inner is not null; inner = inner.InnerException)
        {
            if (inner is DbException)
            {
                return inner;
            }
        }
        return problem;
    }
}
