using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace GalaPlatform.Web.Accounts;

/// <summary>Where accounts are kept: PostgreSQL if <c>ConnectionStrings:Gala</c> names one, else the SQLite file.</summary>
internal static class AccountsDatabase
{
    public static void AddAccountsDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Gala") is { Length: > 0 } connection)
        {
            services.AddDbContext<AccountsDbContext, PostgresAccountsDbContext>(options =>
                UsePostgres(options, connection)
            );
            return;
        }
        var file = Path.Combine(Platform.DataFolder.Of(configuration), "gala.db");
        services.AddDbContext<AccountsDbContext, SqliteAccountsDbContext>(options => UseSqlite(options, file));
    }

    private static void UsePostgres(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable(AccountsDbContext.History));

    private static void UseSqlite(DbContextOptionsBuilder options, string file)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 10,
        };
        options.UseSqlite(connection.ToString(), sqlite => sqlite.MigrationsHistoryTable(AccountsDbContext.History));
    }

    /// <summary>For the tool that writes migrations.</summary>
    internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteAccountsDbContext>
    {
        public SqliteAccountsDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<SqliteAccountsDbContext>();
            UseSqlite(options, "design.db");
            return new SqliteAccountsDbContext(options.Options);
        }
    }

    /// <summary>For the tool that writes migrations.</summary>
    internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresAccountsDbContext>
    {
        public PostgresAccountsDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<PostgresAccountsDbContext>();
            UsePostgres(options, "Host=localhost;Database=design");
            return new PostgresAccountsDbContext(options.Options);
        }
    }
}
