using GalaPlatform.Programme;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Programme;

/// <summary>A session's own record.</summary>
internal sealed class SessionRow : IVersionedRow
{
    public required Guid Id { get; init; }
    public required Guid GalaId { get; init; }
    public required SessionKind Kind { get; init; }
    public required string? TitleFr { get; init; }
    public required string? TitleEn { get; init; }
    public required Guid? ProjectId { get; init; }
    public required string? Media { get; init; }
    public required long DurationTicks { get; init; }
    public required SessionState State { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }
    public required long Version { get; init; }

    public static SessionRow From(SessionRecord record, long version) =>
        new()
        {
            Id = record.Id.Value,
            GalaId = record.Gala.Value,
            Kind = record.Session.Kind,
            TitleFr = record.Session.Title.Fr,
            TitleEn = record.Session.Title.En,
            ProjectId = record.Session.Project?.Value,
            Media = record.Session.Media is { } media ? StoredAnswers.Write(media) : null,
            DurationTicks = record.Session.Duration.Ticks,
            State = record.State,
            StartedAt = record.StartedAt,
            EndedAt = record.EndedAt,
            Version = version,
        };

    public SessionRecord ToRecord()
    {
        var id = new SessionId(Id);
        var session = new ProgrammeSession(
            id,
            Kind,
            new(TitleFr, TitleEn),
            ProjectId is { } project ? new(project) : null,
            Media is null ? null : StoredAnswers.Read<GalaPlatform.Projects.MediaAsset>(Media),
            new TimeSpan(DurationTicks)
        );
        return new SessionRecord(id, new(GalaId), session, State, StartedAt, EndedAt);
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasConversion<string>();
        builder.Property(row => row.State).HasConversion<string>();
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.GalaId);
        builder.HasIndex(row => row.ProjectId);
    }
}
