using GalaPlatform.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Storage;

internal sealed class GalaStore(IGalaDatabase database, OutboxQueue outbox, TimeProvider clock, ILogger<GalaStore> log)
    : IGalaStore
{
    public async Task<T> Read<T>(
        Func<GalaDbContext, CancellationToken, Task<T>> read,
        CancellationToken cancel = default
    )
    {
        try
        {
            await using var db = database.Open();
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            return await read(db, cancel);
        }
        catch (Exception problem) when (StoreFailures.RefusalFor(problem) is { } refusal)
        {
            log.StoreFailed(problem, refusal.Code);
            throw new StoreException(refusal, problem);
        }
    }

    public async Task<T> Write<T>(
        Func<GalaDbContext, CancellationToken, Task<T>> write,
        CancellationToken cancel = default
    )
    {
        try
        {
            using var turn = await database.EnterWrite(cancel);
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var value = await write(db, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return value;
        }
        catch (Exception problem) when (StoreFailures.RefusalFor(problem) is { } refusal)
        {
            log.StoreFailed(problem, refusal.Code);
            throw new StoreException(refusal, problem);
        }
    }

    public async Task<Result<T>> Execute<T>(CommandEnvelope envelope, Func<CommandTransaction, Task<Result<T>>> work)
    {
        if (!CommandId.IsValid(envelope.Command.Id.Value))
        {
            return CommonRefusals.BadCommandId;
        }
        var fingerprint = StoredAnswers.Fingerprint(envelope);
        try
        {
            return await Attempt(envelope, fingerprint, work);
        }
        catch (Exception problem) when (StoreFailures.RefusalFor(problem) is { } refusal)
        {
            log.StoreFailed(problem, refusal.Code);
            return refusal;
        }
        catch (Exception problem) when (StoreFailures.IsConflict(problem))
        {
            // The same command may have come in twice at once, by two ways: then its answer is there now.
            return await Read((db, _) => FindAnswer<T>(db, envelope, fingerprint))
                ?? throw new StaleActivationException(envelope.Scope, problem);
        }
    }

    private async Task<Result<T>> Attempt<T>(
        CommandEnvelope envelope,
        string fingerprint,
        Func<CommandTransaction, Task<Result<T>>> work
    )
    {
        using var turn = await database.EnterWrite(CancellationToken.None);
        await using var db = database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await FindAnswer<T>(db, envelope, fingerprint) is { } answer)
        {
            return answer;
        }
        var unit = new CommandTransaction(db, clock.GetUtcNow());
        var result = await work(unit);
        if (result.IsRefused)
        {
            return result;
        }
        var rows = AddRecords(db, envelope, fingerprint, unit, result.Value!);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        outbox.Announce(rows);
        return result;
    }

    private static OutboxRow[] AddRecords<T>(
        GalaDbContext db,
        CommandEnvelope envelope,
        string fingerprint,
        CommandTransaction unit,
        T answer
    )
    {
        var (command, scope, action, _) = envelope;
        var actor = command.Actor.ToString();
        db.Add(
            new CommandRow
            {
                Scope = scope,
                Actor = actor,
                CommandId = command.Id.Value,
                Fingerprint = fingerprint,
                Answer = StoredAnswers.Write(answer),
                At = unit.Now,
            }
        );
        db.Add(
            new AuditRow
            {
                At = unit.Now,
                Actor = actor,
                Scope = scope,
                Action = action,
                CommandId = command.Id.Value,
                Detail = unit.AuditDetail,
            }
        );
        OutboxRow[] rows =
        [
            .. unit.OutboxMessages.Select(message => new OutboxRow
            {
                Scope = scope,
                Kind = message.Kind,
                Payload = StoredAnswers.Write(message.Payload),
                CreatedAt = unit.Now,
            }),
        ];
        db.AddRange(rows);
        return rows;
    }

    private static async Task<Result<T>?> FindAnswer<T>(GalaDbContext db, CommandEnvelope envelope, string fingerprint)
    {
        var (scope, actor, id) = (envelope.Scope, envelope.Command.Actor.ToString(), envelope.Command.Id.Value);
        var row = await db.Set<CommandRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.Scope == scope && row.Actor == actor && row.CommandId == id);
        return row is null ? null
            : row.Fingerprint != fingerprint ? CommonRefusals.CommandReused
            : StoredAnswers.Read<T>(row.Answer);
    }
}
