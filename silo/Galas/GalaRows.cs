using GalaPlatform.Galas;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Galas;

internal sealed class GalaRow : IVersionedRow
{
    public required Guid Id { get; init; }
    public required string? TitleFr { get; init; }
    public required string? TitleEn { get; init; }
    public required string? DescriptionFr { get; init; }
    public required string? DescriptionEn { get; init; }
    public required GalaState State { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required string TimeZone { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long DetailsVersion { get; init; }
    public required long ProgrammeVersion { get; init; }
    public required long Version { get; init; }
}

internal sealed class GalaSchoolRow
{
    public required Guid GalaId { get; init; }
    public required Guid SchoolId { get; init; }
    public required int Place { get; init; }
}

internal sealed class GalaModeratorRow
{
    public required Guid GalaId { get; init; }
    public required Guid AccountId { get; init; }
    public required int Place { get; init; }
}

internal sealed class GalaConfiguration : IEntityTypeConfiguration<GalaRow>
{
    public void Configure(EntityTypeBuilder<GalaRow> builder)
    {
        builder.ToTable("galas");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.State).HasConversion<string>();
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.StartsAt, row.Id });
    }
}

internal sealed class GalaSchoolConfiguration : IEntityTypeConfiguration<GalaSchoolRow>
{
    public void Configure(EntityTypeBuilder<GalaSchoolRow> builder)
    {
        builder.ToTable("gala_schools");
        builder.HasKey(row => new { row.GalaId, row.SchoolId });
        builder.HasIndex(row => row.SchoolId);
        builder.HasOne<GalaRow>().WithMany().HasForeignKey(row => row.GalaId);
    }
}

internal sealed class GalaModeratorConfiguration : IEntityTypeConfiguration<GalaModeratorRow>
{
    public void Configure(EntityTypeBuilder<GalaModeratorRow> builder)
    {
        builder.ToTable("gala_moderators");
        builder.HasKey(row => new { row.GalaId, row.AccountId });
        builder.HasOne<GalaRow>().WithMany().HasForeignKey(row => row.GalaId);
    }
}
