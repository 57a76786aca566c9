using System.Globalization;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Projects;

/// <summary>What every answer to an upload's client has in common, and the status codes that tus asks for.</summary>
internal static class TusProtocol
{
    public const string Resumable = "Tus-Resumable",
        Offset = "Upload-Offset",
        Length = "Upload-Length";
    public const string Metadata = "Upload-Metadata",
        Checksum = "Upload-Checksum",
        Expires = "Upload-Expires";
    public const string DeferLength = "Upload-Defer-Length",
        MethodOverride = "X-HTTP-Method-Override";

    /// <summary>Answers as tus, and refuses clients of another version.</summary>
    public static async ValueTask<object?> Speak(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers[Resumable] = Tus.Version;
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(request.Method) || request.Headers[Resumable] == Tus.Version)
        {
            return await next(context);
        }
        response.Headers["Tus-Version"] = Tus.Version;
        return Refused(UploadRefusals.WrongVersion);
    }

    /// <summary>A refusal under the status that tus clients look for.</summary>
    public static IResult Refused(Refusal refusal) => new TusRefusal(refusal);

    /// <summary>The status of a refusal.</summary>
    public static int StatusOf(Refusal refusal) =>
        refusal.Code switch
        {
            "upload-locked" => StatusCodes.Status423Locked,
            "upload-gone" or "upload-blocks-lost" => StatusCodes.Status410Gone,
            "upload-checksum-mismatch" => 460,
            _ => Problems.StatusOf(refusal),
        };

    /// <summary>Where the upload stands, in headers.</summary>
    public static void Describe(this HttpResponse response, UploadView upload)
    {
        response.Headers[Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        if (upload.Stage == UploadStage.Open)
        {
            response.Headers[Expires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        }
    }

    private sealed class TusRefusal(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => httpContext.WriteProblem(StatusOf(refusal), refusal);
    }
}
