using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace GalaPlatform.Silo.Storage;

// For `infra/migrate` alone: the tool needs the models, never a database.
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteGalaDbContext>
{
    public SqliteGalaDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteGalaDbContext>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresGalaDbContext>
{
    public PostgresGalaDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresGalaDbContext>().UseNpgsql("Host=design-time").Options);
}
