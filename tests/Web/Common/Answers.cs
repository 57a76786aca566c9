using System.Net.Http.Json;
using System.Text.Json;

namespace GalaPlatform.Tests.Web.Common;

/// <summary>Reading answers as a client of any language would: as JSON.</summary>
internal static class Answers
{
    /// <summary>The body, after the status was what the test says.</summary>
    public static async Task<JsonElement> Json(this HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>A problem in both languages, with the status and the code that the test says.</summary>
    public static async Task<JsonElement> Problem(this HttpResponseMessage answer, int status, string code)
    {
        var problem = await answer.Json(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.Text("code"));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.Text("title"));
        Assert.NotEmpty(problem.Text("detail"));
        Assert.NotEmpty(problem.GetProperty("message").Text("fr"));
        Assert.NotEmpty(problem.GetProperty("message").Text("en"));
        return problem;
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Sends JSON, with headers if the test has some.</summary>
    public static async Task<HttpResponseMessage> Send(
        this HttpClient client,
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> Post(
        this HttpClient client,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    ) => client.Send(HttpMethod.Post, path, body, headers);
}
