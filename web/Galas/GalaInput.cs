using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Galas;

/// <summary>What an organizer wrote about a gala, checked for its form. Whether it fits is the grain's to say.</summary>
internal static class GalaInput
{
    private const int TimeZone = 100;

    public static Result<NewGala> Accept(NewGalaForm form)
    {
        if (!Input.LocalLine(form.Title, "title", Input.Title).Succeeded(out var title, out var refusal))
        {
            return refusal;
        }
        if (form.StartsAt is not { } startsAt)
        {
            return CommonRefusals.Required with { Field = "startsAt" };
        }
        if (!Input.Line(form.TimeZone, "timeZone", TimeZone).Succeeded(out var zone, out refusal))
        {
            return refusal;
        }
        var description = Description(form.Description);
        return description.Refusal is { } no ? no : new NewGala(title, startsAt, zone, description.Value);
    }

    public static Result<GalaChange> AcceptChange(NewGalaForm form)
    {
        var title = form.Title is null ? new Result<LocalText>() : Input.LocalLine(form.Title, "title", Input.Title);
        var zone = form.TimeZone is null ? new Result<string>() : Input.Line(form.TimeZone, "timeZone", TimeZone);
        var description = Description(form.Description);
        return (title.Refusal ?? zone.Refusal ?? description.Refusal) is { } refusal
            ? refusal
            : new GalaChange(title.Value, form.StartsAt, zone.Value, description.Value);
    }

    private static Result<LocalText> Description(LocalText? text) =>
        text is null || text.IsBlank()
            ? new Result<LocalText>()
            : Input.LocalLines(text, "description", Input.Description);
}
