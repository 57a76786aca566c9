using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Classrooms;

/// <summary>
/// The failures are kept in memory alone: a restart forgives them. A whole school may come from one address, so joins
/// do not wait for each other, and a pupil who guesses does not lock out the class.
/// </summary>
[Reentrant]
internal sealed class JoinGateGrain(IGrainContext context, IGalaStore store, IGrainFactory grains, TimeProvider clock)
    : IJoinGateGrain,
        IGrainBase
{
    private FailureBudget _budget = FailureBudget.Full;

    public IGrainContext GrainContext => context;

    public async Task<Result<SeatView>> Join(Command command, string code, SeatKind kind, string? nickname)
    {
        var joined = await TakeSeat(command, ClassCodes.Normalize(code), kind, nickname);
        if (joined.Refusal?.Code != ClassroomRefusals.CodeUnknown.Code)
        {
            return joined;
        }
        (_budget, var refusal) = _budget.Spend(clock.GetUtcNow());
        return refusal ?? joined;
    }

    private async Task<Result<SeatView>> TakeSeat(Command command, string? code, SeatKind kind, string? nickname)
    {
        var now = clock.GetUtcNow();
        var found = await store.Read(
            (db, stop) =>
                db.Set<ClassCodeRow>()
                    .Where(row => row.Code == (code ?? string.Empty) && row.ExpiresAt > now)
                    .Select(row => (Guid?)row.ClassroomId)
                    .SingleOrDefaultAsync(stop)
        );
        return found is { } classroom && code is not null
            ? await grains.GetGrain<IClassroomGrain>(classroom).TakeSeat(command, code, kind, nickname)
            : ClassroomRefusals.CodeUnknown;
    }
}
