using System.Globalization;
using System.Text.Json;
using GalaPlatform.Classrooms;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Projects;

/// <summary>A project in the database.</summary>
internal sealed class ProjectRow : IVersionedRow
{
    public required Guid Id { get; init; }
    public required Guid SchoolId { get; init; }
    public required Guid ClassroomId { get; init; }
    public required string ClassroomName { get; init; }
    public required string Title { get; init; }
    public string? Description { get; init; }
    public required string Competencies { get; init; }
    public string? Credits { get; init; }
    public required ReviewDecision Review { get; init; }
    public string? ReviewReason { get; init; }
    public required ConsentUses ConsentUses { get; init; }
    public DateTimeOffset? ConsentUntil { get; init; }
    public required MediaState MediaState { get; init; }

    /// <summary>The problem's words come with the platform, in its present wording.</summary>
    public string? ProblemCode { get; init; }
    public string? Asset { get; init; }
    public Guid? AssetOf { get; init; }
    public Guid? UploadId { get; init; }
    public string? FileName { get; init; }
    public Guid? OriginalUploadId { get; init; }
    public string? OriginalBlob { get; init; }
    public long OriginalLength { get; init; }
    public string? OriginalSha256 { get; init; }
    public string? OriginalFileName { get; init; }
    public string? Captions { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; init; }

    public static ProjectRow From(ProjectState project) =>
        new()
        {
            Id = project.Id.Value,
            SchoolId = project.School.Value,
            ClassroomId = project.Classroom.Value,
            ClassroomName = project.ClassroomName,
            Title = project.Words.Title,
            Description = project.Words.Description,
            Competencies = string.Join(',', project.Words.Competencies),
            Credits = project.Words.Credits,
            Review = project.Review,
            ReviewReason = project.ReviewReason,
            ConsentUses = project.Consent?.Uses ?? ConsentUses.None,
            ConsentUntil = project.Consent?.Until,
            MediaState = project.Media.State,
            ProblemCode = project.Media.Problem?.Code,
            Asset = project.Media.Asset is { } asset ? JsonSerializer.Serialize(asset) : null,
            AssetOf = project.Media.AssetOf?.Value,
            UploadId = project.Media.Upload?.Value,
            FileName = project.Media.FileName,
            OriginalUploadId = project.Media.Original?.Upload.Value,
            OriginalBlob = project.Media.Original?.Blob,
            OriginalLength = project.Media.Original?.Length ?? 0,
            OriginalSha256 = project.Media.Original?.Sha256,
            OriginalFileName = project.Media.Original?.FileName,
            Captions = project.Captions.Length > 0 ? JsonSerializer.Serialize(project.Captions) : null,
            Attempt = project.Media.Attempt,
            CreatedAt = project.CreatedAt,
            Version = project.Version,
        };

    public ProjectState ToState() =>
        new(
            new ProjectId(Id),
            new SchoolId(SchoolId),
            new ClassroomId(ClassroomId),
            ClassroomName,
            new ProjectWords(Title, Description, Numbers(Competencies), Credits),
            ToMedia(),
            ConsentUntil is { } until ? new Consent(ConsentUses, until) : null,
            Review,
            ReviewReason,
            CreatedAt,
            Version
        )
        {
            Captions = Captions is null ? [] : JsonSerializer.Deserialize<CaptionTrack[]>(Captions)!,
        };

    private ProjectMedia ToMedia() =>
        new(
            MediaState,
            ProblemCode is null ? null : MediaProblems.Named(ProblemCode),
            Asset is null ? null : JsonSerializer.Deserialize<MediaAsset>(Asset),
            AssetOf is { } source ? new UploadId(source) : null,
            UploadId is { } upload ? new UploadId(upload) : null,
            FileName,
            OriginalUploadId is { } original
                ? new OriginalVideo(
                    new UploadId(original),
                    OriginalBlob!,
                    OriginalLength,
                    OriginalSha256!,
                    OriginalFileName!
                )
                : null,
            Attempt
        );

    private static int[] Numbers(string text) =>
        text.Length == 0 ? [] : [.. text.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}

internal sealed class ProjectConfiguration : IEntityTypeConfiguration<ProjectRow>
{
    public void Configure(EntityTypeBuilder<ProjectRow> builder)
    {
        builder.ToTable("projects");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Title).HasMaxLength(ProjectRules.MaxTitleLength);
        builder.Property(row => row.Description).HasMaxLength(ProjectRules.MaxDescriptionLength);
        builder.Property(row => row.Credits).HasMaxLength(ProjectRules.MaxCreditsLength);
        builder.Property(row => row.ReviewReason).HasMaxLength(ProjectRules.MaxReasonLength);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new
        {
            row.SchoolId,
            row.CreatedAt,
            row.Id,
        });
    }
}
