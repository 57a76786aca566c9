using GalaPlatform.Projects;
using GalaPlatform.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>A project whose video waits for a worker or is with one. Gone once the video is ready or failed.</summary>
internal sealed class TranscodeJobRow
{
    public required Guid ProjectId { get; init; }
    public required Guid SchoolId { get; init; }

    /// <summary>Bytes; what is known of how long the work will take.</summary>
    public long Length { get; set; }
    public DateTimeOffset EnqueuedAt { get; set; }

    /// <summary>The last fencing number given out, over the life of the project.</summary>
    public required int Attempt { get; set; }

    /// <summary>Leases given since the video came into the queue.</summary>
    public int Leases { get; set; }

    /// <summary>Attempts that ended in a failure.</summary>
    public int Failures { get; set; }
    public string? Worker { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Not to be tried again before.</summary>
    public DateTimeOffset NotBefore { get; set; }

    public WaitingJob ToWaiting() => new(new ProjectId(ProjectId), new SchoolId(SchoolId), Length, EnqueuedAt);
}

/// <summary>When a school was last served, so that the next turn is another school's.</summary>
internal sealed class TranscodeTurnRow
{
    public required Guid SchoolId { get; init; }
    public required DateTimeOffset ServedAt { get; set; }
}

internal sealed class TranscodeJobConfiguration : IEntityTypeConfiguration<TranscodeJobRow>
{
    public void Configure(EntityTypeBuilder<TranscodeJobRow> builder)
    {
        builder.ToTable("transcode_jobs");
        builder.HasKey(row => row.ProjectId);
        builder.Property(row => row.ProjectId).ValueGeneratedNever();
        builder.Property(row => row.Attempt).IsConcurrencyToken();
        builder.HasIndex(row => new { row.LeaseUntil, row.NotBefore });
    }
}

internal sealed class TranscodeTurnConfiguration : IEntityTypeConfiguration<TranscodeTurnRow>
{
    public void Configure(EntityTypeBuilder<TranscodeTurnRow> builder)
    {
        builder.ToTable("transcode_turns");
        builder.HasKey(row => row.SchoolId);
        builder.Property(row => row.SchoolId).ValueGeneratedNever();
    }
}
