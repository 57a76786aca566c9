using System.Globalization;
using System.Text;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GalaPlatform.Web.Projects;

/// <summary>Uploads by the tus resumable upload protocol 1.0.0: core, creation, checksum, expiration, termination.</summary>
internal static class UploadEndpoints
{
    public const string Path = "/api/uploads";

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        // Not retried like other calls: a body can be read once.
        var uploads = app.MapGroup(Path)
            .WithTags("Projects")
            .AddEndpointFilter(TusProtocol.Speak)
            .DecidesItself(GalaAction.EditProject);
        uploads.MapMethods("", [HttpMethods.Options], Options);
        uploads.MapPost("", Create);
        uploads.MapMethods("/{upload:id}", [HttpMethods.Options], Options);
        uploads.MapMethods("/{upload:id}", [HttpMethods.Head], Head);
        uploads.MapMethods("/{upload:id}", [HttpMethods.Patch], Append);
        uploads.MapMethods("/{upload:id}", [HttpMethods.Delete], Terminate);
        uploads.MapPost("/{upload:id}", Overridden);
    }

    private static NoContent Options(HttpResponse response, UploadOptions options)
    {
        response.Headers["Tus-Version"] = Tus.Version;
        response.Headers["Tus-Extension"] = Tus.Extensions;
        response.Headers["Tus-Max-Size"] = options.MaxBytes.ToString(CultureInfo.InvariantCulture);
        response.Headers["Tus-Checksum-Algorithm"] = Tus.Algorithms;
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Create(
        HttpContext http,
        ClientCommand command,
        UploadDesk desk,
        IGrainFactory grains,
        TimeProvider clock
    )
    {
        if (!(await desk.ReadNew(http)).Succeeded(out var wanted, out var refusal))
        {
            return TusProtocol.Refused(refusal);
        }
        var id = command.NewId<UploadId>("upload.create", clock);
        if (
            !(await grains.GetGrain<IUploadGrain>(id.Value).Create(command, wanted)).Succeeded(
                out var upload,
                out refusal
            )
        )
        {
            return TusProtocol.Refused(refusal);
        }
        http.Response.Headers.Location = $"{Path}/{id}";
        if (IsUploadBody(http.Request) && http.Request.ContentLength != 0)
        {
            if (!(await desk.Append(http, upload, 0)).Succeeded(out upload, out refusal))
            {
                return TusProtocol.Refused(refusal);
            }
        }
        http.Response.Describe(upload);
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> Head(UploadId upload, HttpContext http, UploadDesk desk)
    {
        if (!(await desk.Find(http, upload)).Succeeded(out var found, out var refusal))
        {
            return TusProtocol.Refused(refusal);
        }
        if (found is { IsWhole: true, Stage: UploadStage.Open })
        {
            if (!(await desk.FinishLate(found)).Succeeded(out found, out refusal))
            {
                return TusProtocol.Refused(refusal);
            }
        }
        http.Response.Describe(found);
        http.Response.Headers[TusProtocol.Length] = found.Length.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers[TusProtocol.Metadata] =
            $"projectId {Base64(found.Project.ToString())},filename {Base64(found.FileName)}";
        return TypedResults.Ok();
    }

    private static async Task<IResult> Append(UploadId upload, HttpContext http, UploadDesk desk)
    {
        if (!IsUploadBody(http.Request))
        {
            return TusProtocol.Refused(UploadRefusals.WrongContentType);
        }
        if (!Tus.ReadLength(http.Request.Headers[TusProtocol.Offset]).Succeeded(out var offset, out var refusal))
        {
            return TusProtocol.Refused(refusal with { Field = TusProtocol.Offset });
        }
        if (!(await desk.Find(http, upload)).Succeeded(out var found, out refusal))
        {
            return TusProtocol.Refused(refusal);
        }
        if (!(await desk.Append(http, found, offset)).Succeeded(out found, out refusal))
        {
            return TusProtocol.Refused(refusal);
        }
        http.Response.Describe(found);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Terminate(
        UploadId upload,
        HttpContext http,
        ClientCommand command,
        UploadDesk desk,
        IGrainFactory grains
    )
    {
        if (!(await desk.Find(http, upload)).Succeeded(out _, out var refusal))
        {
            return TusProtocol.Refused(refusal);
        }
        var ended = await grains.GetGrain<IUploadGrain>(upload.Value).Terminate(command);
        return ended.Refusal is { } no ? TusProtocol.Refused(no) : TypedResults.NoContent();
    }

    // For networks that let nothing but GET and POST through.
    private static async Task<IResult> Overridden(
        UploadId upload,
        HttpContext http,
        ClientCommand command,
        UploadDesk desk,
        IGrainFactory grains
    ) =>
        http.Request.Headers[TusProtocol.MethodOverride].ToString() switch
        {
            "PATCH" => await Append(upload, http, desk),
            "DELETE" => await Terminate(upload, http, command, desk, grains),
            _ => TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed),
        };

    private static bool IsUploadBody(HttpRequest request) =>
        string.Equals(request.ContentType, Tus.ContentType, StringComparison.OrdinalIgnoreCase);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
