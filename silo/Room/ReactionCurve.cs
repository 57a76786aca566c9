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

    public bool IsEmpty => _seconds.Count == 0;

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

    /// <summary>Adds what was counted to the rows. If that fails it stays in memory for the next time.</summary>
    public async Task Save(IGalaStore store)
    {
        var counted = _seconds.ToArray();
        _seconds.Clear();
        try
        {
            await store.Write((db, cancel) => Save(db, counted, cancel));
        }
        catch
        {
            foreach (var (second, counts) in counted)
            {
                Add(counts, DateTimeOffset.FromUnixTimeSeconds(second));
            }
            throw;
        }
    }

    private async Task<int> Save(GalaDbContext db, KeyValuePair<long, int[]>[] counted, CancellationToken cancel)
    {
        var (first, last) = (counted[0].Key, counted[^1].Key);
        var rows = await db.Set<RoomReactionRow>()
            .Where(row => row.Gala == gala.Value && row.Second >= first && row.Second <= last)
            .ToDictionaryAsync(row => (row.Second, row.Kind), cancel);
        foreach (var (second, counts) in counted)
        {
            for (var kind = 0; kind < counts.Length; kind++)
            {
                if (rows.TryGetValue((second, kind), out var row))
                {
                    row.Count += counts[kind];
                }
                else if (counts[kind] > 0)
                {
                    db.Add(
                        new RoomReactionRow
                        {
                            Gala = gala.Value,
                            Second = second,
                            Kind = kind,
                            Count = counts[kind],
                        }
                    );
                }
            }
        }
        return counted.Length;
    }
}
