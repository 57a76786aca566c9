using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Room;

/// <summary>
/// What a group of requests adds to the room's tables. Written in plain SQL: a commit is the dearest part of a message,
/// and change tracking was most of it.
/// </summary>
internal sealed class RoomRows
{
    private const string MoveHead =
        "UPDATE rooms SET head = @head, open = @open, slow_seconds = @slow WHERE gala = @gala AND head = @before";

    private readonly List<RoomEntryRow> _entryRows = [];
    private readonly List<CommandRow> _commandRows = [];
    private readonly List<AuditRow> _auditRows = [];

    public List<RoomEntry> Entries { get; } = [];

    public CommandRow Add(RoomState room, RoomRequest request, RoomEntry entry)
    {
        var command = RoomCommands.RowFor(room, request, entry);
        Entries.Add(entry);
        _entryRows.Add(RoomEntryRow.Of(room, entry, (request as SayRequest)?.Utterance.Classroom));
        _commandRows.Add(command);
        // A message is its own record: who, when and what are in its row. An act of the staff needs one.
        if (request is not SayRequest)
        {
            _auditRows.Add(AuditFor(room, request, entry));
        }
        return command;
    }

    /// <exception cref="DbUpdateConcurrencyException">Another activation wrote first.</exception>
    public async Task Save(GalaDbContext db, RoomState before, RoomState after, CancellationToken cancel)
    {
        if (before.Head == after.Head)
        {
            return;
        }
        await Move(db, before, after, cancel);
        await db.Insert(_entryRows, cancel);
        await db.Insert(_commandRows, cancel);
        await db.Insert(_auditRows, cancel);
    }

    // The head is the concurrency token: if another activation moved it, this update finds no row.
    private static async Task Move(GalaDbContext db, RoomState before, RoomState after, CancellationToken cancel)
    {
        await using var update = db.Command(
            MoveHead,
            ("@head", after.Head),
            ("@open", after.Settings.Open),
            ("@slow", after.Settings.SlowSeconds),
            ("@gala", before.Gala.Value),
            ("@before", before.Head)
        );
        if (await update.ExecuteNonQueryAsync(cancel) != 1)
        {
            throw new DbUpdateConcurrencyException($"The head of the room of {before.Gala} is not {before.Head}.");
        }
    }

    private static AuditRow AuditFor(RoomState room, RoomRequest request, RoomEntry entry) =>
        new()
        {
            At = entry.At,
            Actor = request.Command.Actor.ToString(),
            Scope = RoomCommands.ScopeOf(room),
            Action = RoomCommands.ActionOf(request),
            CommandId = request.Command.Id.Value,
            Detail = $"{entry.Kind} {entry.Sequence}",
        };
}
