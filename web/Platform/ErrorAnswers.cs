using System.Text.Json;
using GalaPlatform.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace GalaPlatform.Web.Platform;

/// <summary>Exceptions and bare status codes become problems; what an exception says never leaves the server.</summary>
internal static class ErrorAnswers
{
    private const string NotFoundPage = "/not-found";

    private static readonly string[] MachinePaths = ["/api", "/assets", "/health", "/openapi", "/hubs", "/media"];

    public static IApplicationBuilder UseErrorAnswers(this IApplicationBuilder app) =>
        app.UseExceptionHandler(
                new ExceptionHandlerOptions { ExceptionHandler = Answer, SuppressDiagnosticsCallback = IsExpected }
            )
            .UseWhen(IsForMachines, machines => machines.UseStatusCodePages(AnswerStatus))
            .UseWhen(IsForPeople, people => people.UseStatusCodePagesWithReExecute(NotFoundPage));

    private static bool IsForMachines(HttpContext http) =>
        MachinePaths.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));

    // No catch-all route shows the page: it would stand in every route's way, and turn each 405 and 415 into a 404.
    private static bool IsForPeople(HttpContext http) => !IsForMachines(http) && HttpMethods.IsGet(http.Request.Method);

    private static Task AnswerStatus(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        return http.WriteProblem(status, StatusTexts.RefusalOf(status));
    }

    private static Task Answer(HttpContext http)
    {
        var problem = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        return problem switch
        {
            RefusedException refused => http.WriteProblem(refused.Refusal),
            BadHttpRequestException bad => http.WriteProblem(bad.StatusCode, RefusalOf(bad)),
            TimeoutException => http.WriteProblem(EdgeRefusals.TimedOut),
            _ => http.WriteProblem(StatusCodes.Status500InternalServerError, EdgeRefusals.InternalError),
        };
    }

    private static bool IsExpected(ExceptionHandlerSuppressDiagnosticsContext context) =>
        context.Exception is RefusedException or BadHttpRequestException;

    private static Refusal RefusalOf(BadHttpRequestException bad) =>
        bad.StatusCode == StatusCodes.Status400BadRequest && bad.InnerException is JsonException json
            ? EdgeRefusals.MalformedBody with
            {
                Field = FieldOf(json.Path),
            }
        : bad.StatusCode == StatusCodes.Status400BadRequest ? EdgeRefusals.MalformedRequest
        : StatusTexts.RefusalOf(bad.StatusCode);

    // "$.title.fr" is the field title.fr; "$" is the whole body, and no field.
    private static string? FieldOf(string? path) => path is { Length: > 2 } && path[1] == '.' ? path[2..] : null;
}
