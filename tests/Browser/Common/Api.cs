using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace GalaPlatform.Tests.Browser.Common;

/// <summary>The public HTTP interface in one person's name: what a test does before the part that it looks at.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    private Api(string address, string? token)
    {
        _http = new HttpClient { BaseAddress = new Uri(address) };
        _http.DefaultRequestHeaders.Authorization = token is null
            ? null
            : new AuthenticationHeaderValue("Bearer", token);
    }

    public static async Task<Api> SignIn(string address, string email)
    {
        using var nobody = new Api(address, null);
        var answer = await nobody.Post("/api/account/login", new { email, password = Platform.Password });
        return new Api(address, answer["accessToken"]!.GetValue<string>());
    }

    public Task<JsonNode> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<JsonNode> Post(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<JsonNode> Put(string path, object body) => Send(HttpMethod.Put, path, JsonContent.Create(body));

    /// <summary>Makes something, and answers its id.</summary>
    public async Task<string> Make(string path, object body) => (await Post(path, body))["id"]!.GetValue<string>();

    /// <summary>Makes a school and the account of the one who coordinates it, and answers the school's id.</summary>
    public async Task<string> FoundSchool(string name, string coordinatorEmail)
    {
        var school = await Make("/api/schools", new { name });
        var member = new
        {
            email = coordinatorEmail,
            role = "coordinator",
            password = Platform.Password,
        };
        await Post($"/api/schools/{school}/members", member);
        return school;
    }

    /// <summary>Sends a file by tus, in two requests.</summary>
    public async Task Upload(string project, string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        using var create = new HttpRequestMessage(HttpMethod.Post, "/api/uploads");
        create.Headers.Add("Tus-Resumable", "1.0.0");
        create.Headers.Add("Upload-Length", $"{bytes.Length}");
        create.Headers.Add("Upload-Metadata", $"projectId {Encode(project)},filename {Encode(Path.GetFileName(file))}");
        using var created = await _http.SendAsync(create);
        created.EnsureSuccessStatusCode();
        using var patch = new HttpRequestMessage(HttpMethod.Patch, created.Headers.Location);
        patch.Headers.Add("Tus-Resumable", "1.0.0");
        patch.Headers.Add("Upload-Offset", "0");
        patch.Content = new ByteArrayContent(bytes);
        patch.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        using var sent = await _http.SendAsync(patch);
        sent.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<JsonNode> Send(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }
}
