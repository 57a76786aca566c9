using System.Reflection;
using GalaPlatform.Common;
using Microsoft.AspNetCore.Http.Metadata;

namespace GalaPlatform.Web.Platform;

/// <summary>200 with the value and, where the value has a version, its ETag; or the refusal.</summary>
internal sealed class Answer<T>(Result<T> result, long? version = null) : IResult, IRefused, IEndpointMetadataProvider
{
    public Refusal? Refusal => result.Refusal;

    public static implicit operator Answer<T>(T value) => new(value);

    public static implicit operator Answer<T>(Refusal refusal) => new(refusal);

    public static implicit operator Answer<T>(Result<T> result) => new(result);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Answers.Describe(builder, StatusCodes.Status200OK, typeof(T));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!result.Succeeded(out var value, out var refusal))
        {
            return httpContext.WriteProblem(refusal);
        }
        if (version is { } known)
        {
            var tag = Answers.ETag(known);
            httpContext.Response.Headers.ETag = tag;
            if (HttpMethods.IsGet(httpContext.Request.Method) && httpContext.Request.Headers.IfNoneMatch == tag)
            {
                httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        return httpContext.Response.WriteAsJsonAsync(value, GalaJson.Options);
    }
}

/// <summary>201 with the value, where it is, and its ETag; or the refusal.</summary>
internal sealed class Created<T>(Result<T> result, Func<T, string> location, Func<T, long>? version = null)
    : IResult,
        IRefused,
        IEndpointMetadataProvider
{
    public Refusal? Refusal => result.Refusal;

    public static implicit operator Created<T>(Refusal refusal) => new(refusal, _ => string.Empty);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Answers.Describe(builder, StatusCodes.Status201Created, typeof(T));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!result.Succeeded(out var value, out var refusal))
        {
            return httpContext.WriteProblem(refusal);
        }
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = location(value);
        if (version is not null)
        {
            response.Headers.ETag = Answers.ETag(version(value));
        }
        return response.WriteAsJsonAsync(value, GalaJson.Options);
    }
}

/// <summary>204, or the refusal.</summary>
internal sealed class Finished(Refusal? refusal) : IResult, IRefused, IEndpointMetadataProvider
{
    public static readonly Finished Well = new(null);

    public Refusal? Refusal => refusal;

    public static implicit operator Finished(Refusal refusal) => new(refusal);

    public static implicit operator Finished(Result<Done> result) => new(result.Refusal);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Answers.Describe(builder, StatusCodes.Status204NoContent, null);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (refusal is not null)
        {
            return httpContext.WriteProblem(refusal);
        }
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

/// <summary>Ways to answer.</summary>
internal static class Answers
{
    /// <summary>The value with its ETag.</summary>
    public static Answer<T> Versioned<T>(this Result<T> result, Func<T, long> version) =>
        new(result, result.IsRefused ? null : version(result.Value!));

    /// <summary>201, where the thing is, and its ETag.</summary>
    public static Created<T> At<T>(this Result<T> result, Func<T, string> location, Func<T, long>? version = null) =>
        new(result, location, version);

    public static string ETag(long version) => $"\"{version}\"";

    internal static void Describe(EndpointBuilder builder, int status, Type? type)
    {
        builder.Metadata.Add(
            type is null
                ? new ProducesResponseTypeMetadata(status)
                : new ProducesResponseTypeMetadata(status, type, ["application/json"])
        );
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(Problem), [Problems.ContentType])
        );
    }
}
