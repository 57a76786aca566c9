using GalaPlatform.Common;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Room;

/// <summary>What a group commit came to.</summary>
/// <param name="State">The room's state with it.</param>
/// <param name="Entries">The new entries, in order.</param>
/// <param name="Answers">One for each request, in the requests' order.</param>
internal sealed record RoomCommit(RoomState State, RoomEntry[] Entries, Result<RoomEntry>[] Answers)
{
    /// <summary>Decides a group of requests in order and writes what came of it into one transaction.</summary>
    public static async Task<RoomCommit> Save(
        GalaDbContext db,
        RoomState room,
        RoomRequest[] requests,
        TimeProvider time,
        RoomLimits limits,
        CancellationToken cancel
    )
    {
        var known = await RoomCommands.Find(db, room, requests, cancel);
        var (entries, answers) = (new List<RoomEntry>(), new Result<RoomEntry>[requests.Length]);
        var (next, now) = (room, time.GetUtcNow());
        for (var i = 0; i < requests.Length; i++)
        {
            if (known.AnswerTo(requests[i]) is { } stored)
            {
                answers[i] = stored;
                continue;
            }
            var decided = RoomRules.Decide(next, requests[i], EntryId.New(time), now, limits);
            answers[i] = decided.Map(step => step.Entry);
            if (decided.Value is not { } step)
            {
                continue;
            }
            next = step.Next;
            entries.Add(step.Entry);
            known.Keep(requests[i], step.Entry);
            Add(db, next, requests[i], step.Entry);
        }
        Move(db, room, next);
        return new RoomCommit(next, [.. entries], answers);
    }

    // The head is the concurrency token: if another activation moved it, this update finds no row.
    private static void Move(GalaDbContext db, RoomState before, RoomState after)
    {
        if (before.Head == after.Head)
        {
            return;
        }
        var row = new RoomRow
        {
            Gala = before.Gala.Value,
            Epoch = before.Epoch,
            Head = before.Head,
            Open = before.Settings.Open,
            SlowSeconds = before.Settings.SlowSeconds,
        };
        db.Attach(row);
        (row.Head, row.Open, row.SlowSeconds) = (after.Head, after.Settings.Open, after.Settings.SlowSeconds);
    }

    private static void Add(GalaDbContext db, RoomState room, RoomRequest request, RoomEntry entry)
    {
        db.Add(RoomEntryRow.Of(room, entry, (request as SayRequest)?.Utterance.Classroom));
        db.Add(RoomCommands.RowFor(room, request, entry));
        // A message is its own record: who, when and what are in its row. An act of the staff needs one.
        if (request is not SayRequest)
        {
            db.Add(
                new AuditRow
                {
                    At = entry.At,
                    Actor = request.Command.Actor.ToString(),
                    Scope = RoomCommands.ScopeOf(room),
                    Action = RoomCommands.ActionOf(request),
                    CommandId = request.Command.Id.Value,
                    Detail = $"{entry.Kind} {entry.Sequence}",
                }
            );
        }
    }
}
