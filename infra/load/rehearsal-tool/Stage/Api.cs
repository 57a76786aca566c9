using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace GalaPlatform.Rehearsal.Stage;

/// <summary>The platform's public HTTP interface, in one person's name.</summary>
internal sealed class Api(HttpClient http, string? token = null)
{
    private const int MostTries = 60;

    public async Task<Api> SignIn(string email, string password)
    {
        var answer = await Post("api/account/login", new { email, password });
        return new Api(http, Text(answer, "accessToken"));
    }

    public Task<JsonNode> Put(string path, object body) => Send(HttpMethod.Put, path, body, null);

    /// <summary>Posts a command; the same <paramref name="key"/> again gives the first answer and has no second effect.</summary>
    public Task<JsonNode> Post(string path, object body, string? key = null) => Send(HttpMethod.Post, path, body, key);

    public static string Text(JsonNode node, string name) =>
        node[name]?.GetValue<string>()
        ?? throw new RehearsalException($"The answer has no {name}: {node.ToJsonString()}");

    /// <exception cref="RehearsalException">The platform said no, or does not answer.</exception>
    private async Task<JsonNode> Send(HttpMethod method, string path, object body, string? key)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }
            using var answer = await TrySend(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
            {
                return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
            }
            if (
                answer.Headers.RetryAfter?.Delta is not { } wait
                || !IsWorthWaiting(answer.StatusCode)
                || tries == MostTries
            )
            {
                throw new RehearsalException($"{method} {path} was answered {(int)answer.StatusCode}: {text}");
            }
            await Task.Delay(wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait);
        }
    }

    private async Task<HttpResponseMessage> TrySend(HttpRequestMessage request)
    {
        try
        {
            return await http.SendAsync(request);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            throw new RehearsalException($"{http.BaseAddress} does not answer: {problem.Message}");
        }
    }

    private static bool IsWorthWaiting(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict;
}
