using System.Text.Json.Serialization;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Projects;

/// <summary>What a school sends to submit a project.</summary>
internal sealed record NewProjectBody(
    ClassroomId? ClassroomId,
    [property: JsonConverter(typeof(PlainText))] string? Title,
    [property: JsonConverter(typeof(PlainText))] string? Description,
    int[]? Competencies,
    [property: JsonConverter(typeof(PlainText))] string? Credits
)
{
    public Result<NewProject> Read(SchoolId school)
    {
        if (ClassroomId is not { } classroom)
        {
            return CommonRefusals.Required with { Field = "classroomId" };
        }
        if (!Input.Line(Title, "title", Input.Title).Succeeded(out var title, out var refusal))
        {
            return refusal;
        }
        var words = ProjectTexts.Read(Description, Credits);
        return words.Refusal is { } no
            ? no
            : new NewProject(
                school,
                classroom,
                title,
                words.Value.Description,
                Competencies ?? [],
                words.Value.Credits
            );
    }
}

/// <summary>A change of a project's words; what is left out stays.</summary>
internal sealed record ProjectChangeBody(
    [property: JsonConverter(typeof(PlainText))] string? Title,
    [property: JsonConverter(typeof(PlainText))] string? Description,
    int[]? Competencies,
    [property: JsonConverter(typeof(PlainText))] string? Credits
)
{
    public Result<ProjectChange> Read()
    {
        string? title = null;
        if (Title is not null && !Input.Line(Title, "title", Input.Title).Succeeded(out title, out var refusal))
        {
            return refusal;
        }
        var words = ProjectTexts.Read(Description, Credits);
        return words.Refusal is { } no
            ? no
            : new ProjectChange(title, words.Value.Description, Competencies, words.Value.Credits);
    }
}

/// <summary>An attestation of consent.</summary>
internal sealed record ConsentBody(string[]? Uses, DateTimeOffset? Until)
{
    public Result<Consent> Read() =>
        ConsentAnswer.Read(Uses) is not ConsentUses.None and var uses && Until is { } until
            ? new Consent(uses, until)
            : ProjectRefusals.BadConsent;
}

/// <summary>A decision on a project.</summary>
internal sealed record ReviewBody(string? Decision, string? Reason)
{
    public Result<(ReviewDecision Decision, string? Reason)> Read()
    {
        ReviewDecision? decision = Decision switch
        {
            "approve" => ReviewDecision.Approved,
            "refuse" => ReviewDecision.Refused,
            _ => null,
        };
        if (decision is not { } known)
        {
            return ProjectRefusals.BadReview;
        }
        if (string.IsNullOrWhiteSpace(Reason))
        {
            return (known, (string?)null);
        }
        return Input.Lines(Reason, "reason", Input.Reason).Map(reason => (known, (string?)reason));
    }
}

/// <summary>The longer texts of a project.</summary>
internal static class ProjectTexts
{
    private const int Credits = 1000;

    public static Result<(string? Description, string? Credits)> Read(string? description, string? credits)
    {
        var lines = Optional(description, "description", Input.Description);
        var names = Optional(credits, "credits", Credits);
        return (lines.Refusal ?? names.Refusal) is { } refusal ? refusal : (lines.Value, names.Value);
    }

    // Blank is how a page says "none".
    private static Result<string?> Optional(string? text, string field, int max) =>
        string.IsNullOrWhiteSpace(text)
            ? new Result<string?>() { Value = text is null ? null : string.Empty }
            : Input.Lines(text, field, max).Map(lines => (string?)lines);
}
