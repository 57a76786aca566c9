using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Programme;

/// <summary>One line of a gala's run of show.</summary>
internal sealed class ProgrammeLineRow
{
    public required Guid Id { get; init; }
    public required Guid GalaId { get; init; }
    public required int Place { get; init; }
    public required SessionKind Kind { get; init; }
    public required string? TitleFr { get; init; }
    public required string? TitleEn { get; init; }
    public required Guid? ProjectId { get; init; }

    /// <summary>The asset as it was when the programme was written, in JSON: a later upload does not change a show.</summary>
    public required string? Media { get; init; }
    public required long DurationTicks { get; init; }
    public required bool IsWithdrawn { get; init; }

    public static ProgrammeLineRow From(GalaId gala, int place, ProgrammeLine line) =>
        new()
        {
            Id = line.Session.Id.Value,
            GalaId = gala.Value,
            Place = place,
            Kind = line.Session.Kind,
            TitleFr = line.Session.Title.Fr,
            TitleEn = line.Session.Title.En,
            ProjectId = line.Session.Project?.Value,
            Media = line.Session.Media is { } media ? StoredAnswers.Write(media) : null,
            DurationTicks = line.Session.Duration.Ticks,
            IsWithdrawn = line.IsWithdrawn,
        };

    public ProgrammeLine ToLine() =>
        new(
            new ProgrammeSession(
                new SessionId(Id),
                Kind,
                new LocalText(TitleFr, TitleEn),
                ProjectId is { } project ? new ProjectId(project) : null,
                Media is null ? null : StoredAnswers.Read<MediaAsset>(Media),
                new TimeSpan(DurationTicks)
            ),
            IsWithdrawn
        );
}

/// <summary>One entry of a gala's cue log.</summary>
internal sealed class CueRow
{
    public required Guid GalaId { get; init; }
    public required int Number { get; init; }
    public required CueAction Action { get; init; }
    public required Guid? SessionId { get; init; }
    public required DateTimeOffset GivenAt { get; init; }
    public required DateTimeOffset EffectiveAt { get; init; }

    public static CueRow From(GalaId gala, Cue cue) =>
        new()
        {
            GalaId = gala.Value,
            Number = cue.Number,
            Action = cue.Action,
            SessionId = cue.Session?.Value,
            GivenAt = cue.GivenAt,
            EffectiveAt = cue.EffectiveAt,
        };

    public Cue ToCue() =>
        new(Number, Action, SessionId is { } session ? new SessionId(session) : null, GivenAt, EffectiveAt);
}

internal sealed class ProgrammeLineConfiguration : IEntityTypeConfiguration<ProgrammeLineRow>
{
    public void Configure(EntityTypeBuilder<ProgrammeLineRow> builder)
    {
        builder.ToTable("programme_lines");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasConversion<string>();
        builder.HasIndex(row => new { row.GalaId, row.Place });
        builder.HasIndex(row => row.ProjectId);
        builder.HasOne<GalaRow>().WithMany().HasForeignKey(row => row.GalaId);
    }
}

internal sealed class CueConfiguration : IEntityTypeConfiguration<CueRow>
{
    public void Configure(EntityTypeBuilder<CueRow> builder)
    {
        builder.ToTable("cues");
        builder.HasKey(row => new { row.GalaId, row.Number });
        builder.Property(row => row.Action).HasConversion<string>();
        builder.HasOne<GalaRow>().WithMany().HasForeignKey(row => row.GalaId);
    }
}
