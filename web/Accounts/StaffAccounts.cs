using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Web.Accounts;

/// <summary>Finds and makes accounts. There is no open sign-up: somebody with a role makes them.</summary>
internal sealed class StaffAccounts(
    UserManager<StaffAccount> users,
    SignInBudget budget,
    IPasswordHasher<StaffAccount> hasher,
    TimeProvider clock
)
{
    public const int ShortestPassword = 8;

    private static readonly StaffAccount Nobody = new();
    private static string? _nobodysHash;

    /// <summary>The account, if the password is its own.</summary>
    public async Task<Result<StaffAccount>> CheckPassword(string? email, string? password, string address)
    {
        if (
            string.IsNullOrEmpty(email)
            || string.IsNullOrEmpty(password)
            || !Input.EmailAddress(email).Succeeded(out var known, out _)
        )
        {
            return AccountRefusals.BadCredentials;
        }
        var key = users.NormalizeEmail(known);
        if (budget.Wait(key, address) is { } seconds)
        {
            return AccountRefusals.LockedOut with { RetryAfterSeconds = seconds };
        }
        var account = await users.FindByEmailAsync(known);
        if (
            account is not null
            && password.Length <= Input.Password
            && await users.CheckPasswordAsync(account, password)
        )
        {
            budget.Succeeded(key, address);
            return account;
        }
        if (account is null)
        {
            SpendAsLong(password);
        }
        budget.Failed(key, address);
        return AccountRefusals.BadCredentials;
    }

    /// <summary>The account of this address; made now if there is none and a password is given.</summary>
    /// <param name="email">Whose.</param>
    /// <param name="password">For a new account; an account that exists keeps its own.</param>
    /// <param name="beforeItIsMade">Runs with the new account's id first, so that no account is left without it.</param>
    public async Task<Result<AccountId>> FindOrMake(
        string? email,
        string? password,
        Func<AccountId, Task<Result<Done>>>? beforeItIsMade = null
    )
    {
        if (!Input.EmailAddress(email).Succeeded(out var address, out var refusal))
        {
            return refusal;
        }
        if (await users.FindByEmailAsync(address) is { } known)
        {
            return new AccountId(known.Id);
        }
        if (password is null)
        {
            return AccountRefusals.AccountUnknown;
        }
        if (
            password.Length is < ShortestPassword or > Input.Password
            || password.Contains('\0', StringComparison.Ordinal)
        )
        {
            return AccountRefusals.BadPassword;
        }
        var id = AccountId.New(clock);
        var prepared = beforeItIsMade is null ? default(Done) : await beforeItIsMade(id);
        return prepared.Refusal is { } no ? no : await Make(id, address, password);
    }

    public async Task<StaffAccount?> Find(AccountId id) => await users.FindByIdAsync(id.Value.ToString());

    private async Task<Result<AccountId>> Make(AccountId id, string email, string password)
    {
        try
        {
            var made = await users.CreateAsync(
                new StaffAccount
                {
                    Id = id.Value,
                    UserName = email,
                    Email = email,
                },
                password
            );
            if (made.Succeeded)
            {
                return id;
            }
        }
        catch (DbUpdateException)
        {
            // The unique address was taken between the look and the write; see below.
        }
        // Two requests may make the same account at once: the one that lost finds the other's.
        return await users.FindByEmailAsync(email) is { } theirs ? new AccountId(theirs.Id) : EdgeRefusals.BadEmail;
    }

    // An unknown address must take as long as a wrong password.
    private void SpendAsLong(string password)
    {
        _nobodysHash ??= hasher.HashPassword(Nobody, "nobody's password");
        hasher.VerifyHashedPassword(Nobody, _nobodysHash, password.Length <= Input.Password ? password : string.Empty);
    }
}
