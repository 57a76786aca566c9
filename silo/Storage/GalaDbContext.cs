using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GalaPlatform.Silo.Storage;

/// <summary>The whole database. Rows are mapped by the configurations in the feature folders.</summary>
public abstract class GalaDbContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GalaDbContext).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    // Ticks in both databases: SQLite cannot compare times with offsets, and PostgreSQL's microseconds would
    // round what the channel computes from segment lengths, which are exact to 100 ns.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    private static string SnakeCase(string name) =>
        string.Concat(
            name.Select(
                (sign, place) =>
                    char.IsUpper(sign) && place > 0
                        ? $"_{char.ToLowerInvariant(sign)}"
                        : char.ToLowerInvariant(sign).ToString()
            )
        );

    private sealed class UtcTicksConverter()
        : ValueConverter<DateTimeOffset, long>(
            time => time.UtcTicks,
            ticks => new DateTimeOffset(ticks, TimeSpan.Zero)
        );
}

/// <summary>The database in one file, for one machine.</summary>
public sealed class SqliteGalaDbContext(DbContextOptions<SqliteGalaDbContext> options) : GalaDbContext(options);

/// <summary>The database on a server, for many.</summary>
public sealed class PostgresGalaDbContext(DbContextOptions<PostgresGalaDbContext> options) : GalaDbContext(options)
{
    // Names sort by code point, as in SQLite: a page's cursor means the same in both.
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseCollation("C");
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if ((property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string))
            {
                property.SetCollation("C");
            }
        }
    }
}
