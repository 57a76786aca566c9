using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Room;

/// <summary>Counts reactions by the second and brings the counts to disk now and then: one row stands for a hall full of applause.</summary>
internal sealed class ReactionCurve(GalaId gala)
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <summary>While the database is away; what is older than ten minutes is given up.</summary>
    private const int MostSeconds = 600;

    private readonly SortedDictionary<long, int[]> _seconds = [];

    private Batch? _sending;

    public bool IsEmpty => _seconds.Count == 0 && _sending is null;

    public void Add(int[] reactions, DateTimeOffset at)
    {
        if (reactions.Length != ReactionKinds.All.Length || Array.TrueForAll(reactions, count => count <= 0))
        {
            return;
        }
        var second = at.ToUnixTimeSeconds();
        if (!_seconds.TryGetValue(second, out var counts))
        {
            _seconds[second] = counts = new int[reactions.Length];
            if (_seconds.Count > MostSeconds)
            {
                _seconds.Remove(_seconds.Keys.First());
            }
        }
        for (var kind = 0; kind < counts.Length; kind++)
        {
            counts[kind] += Math.Max(0, reactions[kind]);
        }
    }

    /// <summary>
    /// Adds what was counted to the rows. If that fails, the very same is tried the next time under the same command: it may
    /// have come through, and only the answer was lost.
    /// </summary>
    public async Task Save(IGalaStore store)
    {
        // A deactivation may come while the timer is saving: then both save the same batch, and the second finds it stored.
        var batch = _sending ??= TakeBatch();
        await store.Write((db, cancel) => Save(db, batch, cancel));
        _sending = _sending == batch ? null : _sending;
    }

    private Batch TakeBatch()
    {
        var batch = new Batch(CommandId.Fresh(), [.. _seconds]);
        _seconds.Clear();
        return batch;
    }

    private async Task<int> Save(GalaDbContext db, Batch batch, CancellationToken cancel)
    {
        var command = CommandOf(batch);
        var key = new CommandKey(command.Actor, command.CommandId);
        if ((await db.Commands(command.Scope, [key], cancel)).Count > 0)
        {
            return 0;
        }
        db.Add(command);
        var (first, last) = (batch.Seconds[0].Key, batch.Seconds[^1].Key);
        var rows = await db.Set<RoomReactionRow>()
            .Where(row => row.Gala == gala.Value && row.Second >= first && row.Second <= last)
            .ToDictionaryAsync(row => (row.Second, row.Kind), cancel);
        foreach (var (second, counts) in batch.Seconds)
        {
            for (var kind = 0; kind < counts.Length; kind++)
            {
                if (rows.TryGetValue((second, kind), out var row))
                {
                    row.Count += counts[kind];
                }
                else if (counts[kind] > 0)
                {
                    db.Add(RowOf(second, kind, counts[kind]));
                }
            }
        }
        return batch.Seconds.Length;
    }

    private RoomReactionRow RowOf(long second, int kind, int count) =>
        new()
        {
            Gala = gala.Value,
            Second = second,
            Kind = kind,
            Count = count,
        };

    private CommandRow CommandOf(Batch batch) =>
        new()
        {
            Scope = RoomCommands.ScopeOf(gala),
            Actor = Actor.Platform.ToString(),
            CommandId = batch.Id.Value,
            Fingerprint = "room.reactions",
            Answer = StoredAnswers.Write(batch.Seconds.Length),
            At = DateTimeOffset.FromUnixTimeSeconds(batch.Seconds[^1].Key),
        };

    private sealed record Batch(CommandId Id, KeyValuePair<long, int[]>[] Seconds);
}
