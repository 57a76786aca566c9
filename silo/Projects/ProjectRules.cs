using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Projects;

/// <summary>What may happen to a project, its words, its consent and its review. <see cref="MediaRules"/> has the video.</summary>
internal static class ProjectRules
{
    public const int MaxTitleLength = 200;
    public const int MaxDescriptionLength = 4_000;
    public const int MaxCreditsLength = 1_000;
    public const int MaxReasonLength = 1_000;
    private const int Dimensions = 12;

    public static Result<ProjectState> Create(
        ProjectState? present,
        ProjectId id,
        NewProject project,
        ClassroomView classroom,
        DateTimeOffset now
    )
    {
        if (present is not null)
        {
            return CommonRefusals.AlreadyExists;
        }
        if (classroom.School != project.School)
        {
            return ProjectRefusals.ClassroomNotOfSchool;
        }
        var change = new ProjectChange(project.Title, project.Description, project.Competencies, project.Credits);
        return Words(new ProjectWords(string.Empty, null, [], null), change)
            .Map(words => new ProjectState(
                id,
                project.School,
                project.Classroom,
                classroom.Name,
                words,
                ProjectMedia.None,
                null,
                ReviewDecision.Pending,
                null,
                now,
                1
            ));
    }

    public static Result<ProjectState> Change(ProjectState project, ProjectChange change, long? ifVersion) =>
        ifVersion is { } version && version != project.Version
            ? CommonRefusals.Stale
            : Words(project.Words, change).Map(words => project with { Words = words });

    public static Result<ProjectState> Attest(ProjectState project, Consent consent, DateTimeOffset now) =>
        consent.Uses == ConsentUses.None || consent.Uses > (ConsentUses.Live | ConsentUses.Network | ConsentUses.Public)
            ? ProjectRefusals.BadConsent with
            {
                Field = "uses",
            }
        : consent.Until <= now ? ProjectRefusals.BadConsent
        : project with { Consent = consent };

    public static bool MayGoOnAir(ProjectState project, DateTimeOffset now) =>
        project.Review == ReviewDecision.Approved && project.Consent?.Allows(ConsentUses.Live, now) == true;

    public static Result<ProjectState> Withdraw(ProjectState project) => project with { Consent = null };

    public static Result<ProjectState> Review(ProjectState project, ReviewDecision decision, string? reason)
    {
        var clean = Optional(reason, MaxReasonLength, "reason");
        return clean.Refusal is { } refusal ? refusal
            : !Enum.IsDefined(decision) ? CommonRefusals.Required with { Field = "decision" }
            : project with { Review = decision, ReviewReason = clean.Value };
    }

    public static Result<ProjectState> KeepCaptions(ProjectState project, CaptionTrack captions)
    {
        CaptionTrack[] kept =
        [
            .. WithoutCaptions(project, captions.Language)
                .Append(captions)
                .OrderBy(one => one.Language, StringComparer.Ordinal),
        ];
        return kept.Length > CaptionLimits.MaxLanguages
            ? CaptionRefusals.TooManyLanguages
            : project with
            {
                Captions = kept,
            };
    }

    public static Result<ProjectState> RemoveCaptions(ProjectState project, string language) =>
        project with
        {
            Captions = [.. WithoutCaptions(project, language)],
        };

    private static IEnumerable<CaptionTrack> WithoutCaptions(ProjectState project, string language) =>
        project.Captions.Where(one => one.Language != language);

    private static Result<ProjectWords> Words(ProjectWords words, ProjectChange change)
    {
        var title = change.Title is null ? words.Title : Texts.Required(change.Title, MaxTitleLength, "title");
        var description = change.Description is null
            ? words.Description
            : Optional(change.Description, MaxDescriptionLength, "description");
        var credits = change.Credits is null ? words.Credits : Optional(change.Credits, MaxCreditsLength, "credits");
        if ((title.Refusal ?? description.Refusal ?? credits.Refusal) is { } refusal)
        {
            return refusal;
        }
        if (title.Value!.Length == 0)
        {
            return CommonRefusals.Required with { Field = "title" };
        }
        var dimensions = change.Competencies ?? words.Competencies;
        return dimensions.Distinct().Count() != dimensions.Length || dimensions.Any(it => it is < 1 or > Dimensions)
            ? ProjectRefusals.BadCompetencies
            : new ProjectWords(title.Value, description.Value, dimensions, credits.Value);
    }

    /// <summary>Blank stands for "none".</summary>
    private static Result<string?> Optional(string? text, int maxLength, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (string?)null;
        }
        var required = Texts.Required(text, maxLength, field);
        return required.Refusal is { } refusal ? refusal : required.Value;
    }
}
