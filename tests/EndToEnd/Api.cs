using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>The public HTTP interface, in one person's name.</summary>
internal sealed class Api(string address, string? token = null) : IDisposable
{
    private readonly HttpClient _http = Client(address, token);

    public string Address => address;

    public string? Token => token;

    public async Task<Api> SignIn(string email, string password)
    {
        var answer = await Post("/api/account/login", new { email, password });
        return new Api(address, Text(answer, "accessToken"));
    }

    public Task<JsonNode> Get(string path) => Send(HttpMethod.Get, path, null, null);

    public Task<JsonNode> Put(string path, object body) => Send(HttpMethod.Put, path, body, null);

    /// <summary>Posts a command; the same <paramref name="key"/> again gives the first answer.</summary>
    public Task<JsonNode> Post(string path, object body, string? key = null) => Send(HttpMethod.Post, path, body, key);

    public async Task<(HttpStatusCode Status, JsonNode? Body)> Try(HttpMethod method, string path, object? body = null)
    {
        using var request = Request(method, path, body, null);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }

    public static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> Send(HttpMethod method, string path, object? body, string? key)
    {
        using var request = Request(method, path, body, key);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path} was answered {(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body, string? key)
    {
        var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        return request;
    }

    private static HttpClient Client(string address, string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = token is null
            ? null
            : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
