using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Accounts;

internal sealed class AccountGrain(IGrainContext context, IGalaStore store, ILogger<AccountGrain> log)
    : IAccountGrain,
        IGrainBase
{
    private Membership[] _memberships = [];
    private long _version;

    public IGrainContext GrainContext => context;

    private AccountId Id => new(this.GetPrimaryKey());

    public async Task OnActivateAsync(CancellationToken token)
    {
        var account = Id.Value;
        (_version, _memberships) = await store.Read(
            async (db, stop) =>
            {
                var staff = await db.Set<StaffRow>().SingleOrDefaultAsync(row => row.Id == account, stop);
                var rows = await db.Set<MembershipRow>()
                    .Where(row => row.AccountId == account)
                    .OrderBy(row => row.Id)
                    .ToArrayAsync(stop);
                return (staff?.Version ?? 0, rows.Select(row => row.ToMembership()).ToArray());
            },
            token
        );
    }

    public Task<Membership[]> GetMemberships() => Task.FromResult(_memberships);

    public async Task<Result<Done>> Grant(Command command, Membership membership)
    {
        var isNew = !_memberships.Contains(membership);
        var envelope = new CommandEnvelope(command, $"account/{Id}", "account.grant", membership);
        var seen = _version;
        var granted = false;
        var result = await this.Carry<Done>(
            store,
            log,
            envelope,
            work =>
            {
                if (isNew)
                {
                    granted = true;
                    work.Db.Keep(new StaffRow { Id = Id.Value, Version = seen + 1 }, seen);
                    work.Db.Add(MembershipRow.From(Id, membership, work.Now));
                    work.Audit(membership.Role.ToString());
                }
                return Task.FromResult<Result<Done>>(default(Done));
            }
        );
        if (granted && !result.IsRefused)
        {
            _version = seen + 1;
            _memberships = [.. _memberships, membership];
        }
        return result;
    }
}
