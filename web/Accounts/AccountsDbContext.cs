using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Web.Accounts;

/// <summary>A member of the staff, as Identity keeps it. Pupils have no account.</summary>
internal sealed class StaffAccount : IdentityUser<Guid>;

/// <summary>A sign-in that was not ended: without its row, its cookie and tokens are worth nothing.</summary>
internal sealed class StaffSession
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }

    /// <summary>Seconds since 1970, UTC: one type that both databases compare alike.</summary>
    public long ExpiresAt { get; set; }
}

/// <summary>Accounts and sessions, in the platform's database, with tables and migrations of their own.</summary>
internal abstract class AccountsDbContext(DbContextOptions options) : IdentityUserContext<StaffAccount, Guid>(options)
{
    public const string History = "__accounts_migrations";

    public DbSet<StaffSession> Sessions => Set<StaffSession>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<StaffAccount>().ToTable("accounts");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        builder.Entity<StaffSession>(session =>
        {
            session.ToTable("account_sessions");
            session.HasKey(row => row.Id);
            session.Property(row => row.Id).ValueGeneratedNever();
            session.HasIndex(row => row.ExpiresAt);
            session
                .HasOne<StaffAccount>()
                .WithMany()
                .HasForeignKey(row => row.AccountId)
                .OnDelete(DeleteBehavior.Cascade);
        });
    }
}

internal sealed class SqliteAccountsDbContext(DbContextOptions<SqliteAccountsDbContext> options)
    : AccountsDbContext(options);

internal sealed class PostgresAccountsDbContext(DbContextOptions<PostgresAccountsDbContext> options)
    : AccountsDbContext(options);
