using System.Collections.Concurrent;

namespace GalaPlatform.Web.Accounts;

/// <summary>
/// How many wrong passwords are borne: few from one address for one account, more for one account from everywhere.
/// An account that does not exist has the same budget, so that nothing tells the two apart.
/// </summary>
internal sealed class SignInBudget(TimeProvider clock)
{
    public const int PerAddress = 5;
    public const int PerAccount = 50;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Until)> _failures = new();

    /// <summary>Seconds to wait, or null if another try is fine.</summary>
    public int? Wait(string email, string address)
    {
        var wait = Math.Max(Left($"{email} {address}", PerAddress), Left(email, PerAccount));
        return wait > 0 ? wait : null;
    }

    public void Failed(string email, string address)
    {
        if (_failures.Count > MostRemembered)
        {
            Sweep();
        }
        Count($"{email} {address}");
        Count(email);
    }

    public void Succeeded(string email, string address) => _failures.TryRemove($"{email} {address}", out _);

    private int Left(string key, int budget)
    {
        var now = clock.GetUtcNow();
        return _failures.TryGetValue(key, out var seen) && seen.Failures >= budget && now < seen.Until
            ? Math.Max(1, (int)Math.Ceiling((seen.Until - now).TotalSeconds))
            : 0;
    }

    private void Count(string key)
    {
        var now = clock.GetUtcNow();
        _failures.AddOrUpdate(
            key,
            _ => (1, now + Window),
            (_, seen) => now < seen.Until ? (seen.Failures + 1, seen.Until) : (1, now + Window)
        );
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, seen) in _failures.Where(one => one.Value.Until <= now))
        {
            _failures.TryRemove(key, out _);
        }
        if (_failures.Count > MostRemembered)
        {
            _failures.Clear();
        }
    }
}
