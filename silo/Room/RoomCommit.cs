using GalaPlatform.Common;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;

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
        var rows = new RoomRows();
        var answers = new Result<RoomEntry>[requests.Length];
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
            known.Keep(rows.Add(next, requests[i], step.Entry), step.Entry);
        }
        await rows.Save(db, room, next, cancel);
        return new RoomCommit(next, [.. rows.Entries], answers);
    }
}
