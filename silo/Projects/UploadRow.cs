using GalaPlatform.Classrooms;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Projects;

/// <summary>An upload in the database.</summary>
internal sealed class UploadRow
{
    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public Guid SchoolId { get; init; }
    public Guid ClassroomId { get; init; }
    public required string FileName { get; init; }
    public long Length { get; init; }
    public long Offset { get; init; }
    public int Blocks { get; init; }
    public UploadStage Stage { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public Guid? Holder { get; init; }
    public string? HolderProcess { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Goes up with every write; two activations cannot both write.</summary>
    public long Version { get; set; }

    public static UploadRow From(UploadState state) =>
        new()
        {
            Id = state.Id.Value,
            ProjectId = state.Project.Value,
            SchoolId = state.School.Value,
            ClassroomId = state.Classroom.Value,
            FileName = state.FileName,
            Length = state.Length,
            Offset = state.Offset,
            Blocks = state.Blocks,
            Stage = state.Stage,
            ExpiresAt = state.ExpiresAt,
            Holder = state.Holder?.Request,
            HolderProcess = state.Holder?.Process,
            LeaseUntil = state.LeaseUntil,
            Version = 1,
        };

    /// <summary>Writes the row over, if it is still the one of <paramref name="version"/>.</summary>
    public static async Task<int> Replace(GalaDbContext db, long version, UploadState state, CancellationToken cancel)
    {
        var row = From(state);
        row.Version = version;
        db.Attach(row).State = EntityState.Modified;
        row.Version = version + 1;
        return await db.SaveChangesAsync(cancel);
    }

    public UploadState State =>
        new(
            new UploadId(Id),
            new ProjectId(ProjectId),
            new SchoolId(SchoolId),
            new ClassroomId(ClassroomId),
            FileName,
            Length,
            Offset,
            Blocks,
            Stage,
            ExpiresAt,
            Holder is { } request ? new UploadHolder(request, HolderProcess ?? string.Empty) : null,
            LeaseUntil
        );
}

internal sealed class UploadConfiguration : IEntityTypeConfiguration<UploadRow>
{
    public void Configure(EntityTypeBuilder<UploadRow> builder)
    {
        builder.ToTable("uploads");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Property(row => row.FileName).HasMaxLength(UploadLimits.MaxFileNameLength);
        builder.HasIndex(row => new { row.Stage, row.ExpiresAt });
        builder.Ignore(row => row.State);
    }
}
