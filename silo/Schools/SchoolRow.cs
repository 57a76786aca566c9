using GalaPlatform.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Schools;

internal sealed class SchoolRow : IVersionedRow
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; set; }

    public SchoolView ToView() => new(new SchoolId(Id), Name, Version);
}

internal sealed class SchoolConfiguration : IEntityTypeConfiguration<SchoolRow>
{
    public void Configure(EntityTypeBuilder<SchoolRow> builder)
    {
        builder.ToTable("schools");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(SchoolRules.MaxNameLength);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.CreatedAt, row.Id });
    }
}
