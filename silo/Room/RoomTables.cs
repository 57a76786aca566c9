using System.Collections.Immutable;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Room;

/// <summary>Reads a room's rows, and makes the first one.</summary>
internal sealed class RoomTables(GalaId gala, IGalaStore store)
{
    public async Task<RoomState> Load() => await Find() ?? await Create();

    public Task<RoomEntry[]> Read(string epoch, long after, int limit) =>
        store.Read(
            async (db, cancel) =>
            {
                var rows = await Log(db, epoch)
                    .Where(row => row.Sequence > after)
                    .OrderBy(row => row.Sequence)
                    .Take(limit)
                    .ToListAsync(cancel);
                return rows.Select(row => row.ToEntry()).ToArray();
            }
        );

    /// <summary>The highest number in the database; 0 if the log is another one.</summary>
    public Task<long> Head(string epoch) =>
        store.Read(
            (db, cancel) =>
                db.Set<RoomRow>()
                    .Where(row => row.Gala == gala.Value && row.Epoch == epoch)
                    .Select(row => row.Head)
                    .SingleOrDefaultAsync(cancel)
        );

    private Task<RoomState?> Find() =>
        store.Read(
            async (db, cancel) =>
            {
                var room = await db.Set<RoomRow>().SingleOrDefaultAsync(row => row.Gala == gala.Value, cancel);
                if (room is null)
                {
                    return null;
                }
                var newest = await Log(db, room.Epoch)
                    .Where(row => row.Sequence <= room.Head) // another activation may commit between the two reads
                    .OrderByDescending(row => row.Sequence)
                    .Take(RoomLimits.Recent)
                    .ToListAsync(cancel);
                newest.Reverse();
                return RoomRules.Restore(room.ToState(), [.. newest.Select(row => row.ToEntry())]);
            }
        );

    // Closed until the gala opens its doors.
    private Task<RoomState> Create() =>
        store.Write(
            (db, _) =>
            {
                var row = new RoomRow
                {
                    Gala = gala.Value,
                    Epoch = Guid.NewGuid().ToString("N"),
                    Head = 0,
                    Open = false,
                    SlowSeconds = 0,
                };
                db.Add(row);
                return Task.FromResult(row.ToState());
            }
        );

    private IQueryable<RoomEntryRow> Log(GalaDbContext db, string epoch) =>
        db.Set<RoomEntryRow>().Where(row => row.Gala == gala.Value && row.Epoch == epoch);
}
