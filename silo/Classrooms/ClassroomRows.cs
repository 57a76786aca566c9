using GalaPlatform.Classrooms;
using GalaPlatform.Galas;
using GalaPlatform.Silo.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Classrooms;

internal sealed class ClassroomRow : IVersionedRow
{
    public required Guid Id { get; init; }
    public required Guid SchoolId { get; init; }
    public required string Name { get; init; }
    public required int Headcount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; init; }
}

/// <summary>A classroom's one code in force. A new one takes its place.</summary>
internal sealed class ClassCodeRow
{
    public required string Code { get; init; }
    public required Guid ClassroomId { get; init; }
    public Guid? GalaId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A device in a classroom. There is nothing in it about a person.</summary>
internal sealed class SeatRow
{
    public required Guid Id { get; init; }
    public required Guid ClassroomId { get; init; }
    public required SeatKind Kind { get; init; }
    public required string Name { get; init; }
    public Guid? GalaId { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    public Seat ToSeat() => new(new SeatId(Id), Kind, Name, GalaId is { } gala ? new GalaId(gala) : null, ExpiresAt);
}

internal sealed class ClassroomConfiguration : IEntityTypeConfiguration<ClassroomRow>
{
    public void Configure(EntityTypeBuilder<ClassroomRow> builder)
    {
        builder.ToTable("classrooms");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(ClassroomRules.MaxNameLength);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new
        {
            row.SchoolId,
            row.Name,
            row.Id,
        });
        builder.HasOne<SchoolRow>().WithMany().HasForeignKey(row => row.SchoolId);
    }
}

internal sealed class ClassCodeConfiguration : IEntityTypeConfiguration<ClassCodeRow>
{
    public void Configure(EntityTypeBuilder<ClassCodeRow> builder)
    {
        builder.ToTable("class_codes");
        builder.HasKey(row => row.Code);
        builder.Property(row => row.Code).HasMaxLength(ClassCodes.Length);
        builder.HasIndex(row => row.ClassroomId).IsUnique();
        builder.HasOne<ClassroomRow>().WithMany().HasForeignKey(row => row.ClassroomId);
    }
}

internal sealed class SeatConfiguration : IEntityTypeConfiguration<SeatRow>
{
    public void Configure(EntityTypeBuilder<SeatRow> builder)
    {
        builder.ToTable("seats");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasConversion<string>();
        builder.HasIndex(row => new { row.ClassroomId, row.ExpiresAt });
        builder.HasOne<ClassroomRow>().WithMany().HasForeignKey(row => row.ClassroomId);
    }
}
