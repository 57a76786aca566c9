using System.Security.Cryptography;
using System.Text.RegularExpressions;
using GalaPlatform.Accounts;
using GalaPlatform.Blobs;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Http.Features;

namespace GalaPlatform.Web.Projects;

/// <summary>A project's captions: taken as WebVTT or SubRip, kept as the WebVTT that the platform writes itself.</summary>
internal static partial class CaptionEndpoints
{
    // No video is longer: what is said about captions before their video is known to be.
    private static readonly TimeSpan LongestVideo = TimeSpan.FromHours(1);

    public static void MapCaptions(this IEndpointRouteBuilder app)
    {
        var captions = app.MapApi("/projects/{project:id}/captions", "Projects");
        captions.MapPut("/{lang}", Put).Requires(GalaAction.EditProject);
        captions.MapDelete("/{lang}", Remove).Requires(GalaAction.EditProject);
    }

    private static async Task<Answer<ProjectAnswer>> Put(
        ProjectId project,
        string lang,
        ClientCommand command,
        HttpContext http,
        IGrainFactory grains,
        IBlobStore blobs
    )
    {
        if (!ReadLanguage(lang).Succeeded(out var language, out var refusal))
        {
            return refusal;
        }
        if (IsSubRip(http.Request.ContentType) is not { } isSubRip)
        {
            return CaptionRefusals.WrongType;
        }
        if (!(await ReadBody(http)).Succeeded(out var file, out refusal))
        {
            return refusal;
        }
        if (!(await grains.Project(project).Get()).Succeeded(out var found, out refusal))
        {
            return refusal;
        }
        var length = found.Media.Asset?.Duration ?? LongestVideo;
        if (!CaptionReader.Read(file, isSubRip, length).Succeeded(out var cues, out refusal))
        {
            return refusal;
        }
        var written = CaptionWriter.Write(cues);
        var track = new CaptionTrack(language, BlobOf(project, language, written));
        using var content = new MemoryStream(written, writable: false);
        await blobs.Write(track.Blob, content, http.RequestAborted);
        return Versioned(await grains.Project(project).KeepCaptions(command, track));
    }

    private static async Task<Answer<ProjectAnswer>> Remove(
        ProjectId project,
        string lang,
        ClientCommand command,
        IGrainFactory grains
    ) =>
        ReadLanguage(lang).Succeeded(out var language, out var refusal)
            ? Versioned(await grains.Project(project).RemoveCaptions(command, language))
            : refusal;

    /// <summary>A language, and a country if one is named, in the customary cases.</summary>
    public static Result<string> ReadLanguage(string text)
    {
        var match = Language().Match(text);
        if (!match.Success)
        {
            return CaptionRefusals.BadLanguage;
        }
        var (language, country) = (match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value.ToUpperInvariant());
        return country.Length == 0 ? language : $"{language}-{country}";
    }

    private static bool? IsSubRip(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "text/vtt" => false,
            "application/x-subrip" or "text/srt" => true,
            _ => null,
        };

    private static async Task<Result<byte[]>> ReadBody(HttpContext http)
    {
        // The edge's limit is for forms.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
        var file = new byte[CaptionLimits.MaxBytes + 1];
        var count = await http.Request.Body.ReadAtLeastAsync(
            file,
            file.Length,
            throwOnEndOfStream: false,
            http.RequestAborted
        );
        return count > CaptionLimits.MaxBytes ? CaptionRefusals.TooLarge : file[..count];
    }

    // Named by its words: other words have another name, and the same words sent twice are one blob.
    private static string BlobOf(ProjectId project, string language, byte[] words)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(words).AsSpan(0, 8));
        return $"captions/{project}/{language.ToLowerInvariant()}.{digest}.vtt";
    }

    private static Answer<ProjectAnswer> Versioned(Result<ProjectView> project) =>
        project.Map(ProjectAnswer.Of).Versioned(answer => answer.Version);

    [GeneratedRegex("^([A-Za-z]{2,3})(?:-([A-Za-z]{2}))?$")]
    private static partial Regex Language();
}
