using System.Text.Json.Serialization;
using GalaPlatform.Common;
using Microsoft.Extensions.Primitives;

namespace GalaPlatform.Web.Platform;

/// <summary>Every "no" as clients see it: Problem Details (RFC 9457) with a stable code and both languages.</summary>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Code,
    string Detail,
    LocalText Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyDictionary<string, string[]>? Errors
);

/// <summary>The one place where refusals become answers.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    private const int DefaultRetrySeconds = 5;

    public static int StatusOf(Refusal refusal) =>
        refusal.Code switch
        {
            "not-signed-in" or "bad-credentials" => StatusCodes.Status401Unauthorized,
            _ => StatusOf(refusal.Kind),
        };

    public static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Malformed => StatusCodes.Status400BadRequest,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            RefusalKind.Unsupported => StatusCodes.Status415UnsupportedMediaType,
            RefusalKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
            RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
            RefusalKind.StorageFull => StatusCodes.Status507InsufficientStorage,
            _ => StatusCodes.Status503ServiceUnavailable,
        };

    /// <summary>Answers with the refusal.</summary>
    public static Task WriteProblem(this HttpContext http, Refusal refusal) =>
        http.WriteProblem(StatusOf(refusal), refusal);

    public static Task WriteProblem(this HttpContext http, int status, Refusal refusal)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
        if (RetryAfter(status, refusal) is { } seconds)
        {
            response.Headers.RetryAfter = new StringValues($"{seconds}");
        }
        return response.WriteAsJsonAsync(Describe(status, refusal, http.Language()), GalaJson.Options, ContentType);
    }

    public static Problem Describe(int status, Refusal refusal, Language language)
    {
        var detail = refusal.Text.In(language);
        return new Problem(
            $"urn:gala:problem:{refusal.Code}",
            StatusTexts.Of(status).In(language),
            status,
            refusal.Code,
            detail,
            refusal.Text,
            refusal.Field is { } field ? new Dictionary<string, string[]> { [field] = [detail] } : null
        );
    }

    /// <summary>A refusal as a result of an endpoint that has nothing else to say.</summary>
    public static IResult ToResult(this Refusal refusal) => new RefusedResult(refusal);

    private static int? RetryAfter(int status, Refusal refusal) =>
        refusal.RetryAfterSeconds
        ?? status switch
        {
            StatusCodes.Status429TooManyRequests => 60,
            StatusCodes.Status503ServiceUnavailable => DefaultRetrySeconds,
            _ => null,
        };

    private sealed class RefusedResult(Refusal refusal) : IResult, IRefused
    {
        public Refusal? Refusal => refusal;

        public Task ExecuteAsync(HttpContext httpContext) => httpContext.WriteProblem(refusal);
    }
}

/// <summary>An answer that may be a refusal.</summary>
internal interface IRefused
{
    Refusal? Refusal { get; }
}

/// <summary>Ends a request whose parameters cannot be read; for parameter binding, which has no other way out.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}
