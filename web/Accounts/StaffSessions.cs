using System.Collections.Concurrent;
using GalaPlatform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Web.Accounts;

/// <summary>Which sign-ins are in force. What was read counts for five seconds; ending one here counts at once.</summary>
internal sealed class StaffSessions(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(14);

    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, bool InForce)> _seen = new();

    public async Task<Guid> Start(AccountId account)
    {
        var session = new StaffSession
        {
            Id = Guid.NewGuid(),
            AccountId = account.Value,
            ExpiresAt = End(),
        };
        await WithDatabase(async db =>
        {
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            await db.Sessions.Where(row => row.ExpiresAt < now).ExecuteDeleteAsync();
            db.Sessions.Add(session);
            await db.SaveChangesAsync();
        });
        return session.Id;
    }

    public async Task<bool> IsInForce(Guid session)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(session, out var seen) && now < seen.Until)
        {
            return seen.InForce;
        }
        var inForce = false;
        var seconds = now.ToUnixTimeSeconds();
        await WithDatabase(async db =>
            inForce = await db.Sessions.AnyAsync(row => row.Id == session && row.ExpiresAt > seconds)
        );
        if (_seen.Count > MostRemembered)
        {
            _seen.Clear();
        }
        _seen[session] = (now + Trust, inForce);
        return inForce;
    }

    /// <summary>Makes the session last from now again; false if it was ended.</summary>
    public async Task<bool> Renew(Guid session)
    {
        var renewed = 0;
        var (now, end) = (clock.GetUtcNow().ToUnixTimeSeconds(), End());
        await WithDatabase(async db =>
            renewed = await db
                .Sessions.Where(row => row.Id == session && row.ExpiresAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, end))
        );
        return renewed == 1;
    }

    public async Task Finish(Guid session)
    {
        await WithDatabase(db => db.Sessions.Where(row => row.Id == session).ExecuteDeleteAsync());
        _seen[session] = (clock.GetUtcNow() + Trust, false);
    }

    private long End() => (clock.GetUtcNow() + Length).ToUnixTimeSeconds();

    private async Task WithDatabase(Func<AccountsDbContext, Task> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }
}
