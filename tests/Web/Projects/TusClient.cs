using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>An upload's client, header by header as the tus protocol 1.0.0 has them.</summary>
internal static class TusClient
{
    public const string Path = "/api/uploads";
    public const string ContentType = "application/offset+octet-stream";

    public static Task<HttpResponseMessage> Create(
        this HttpClient client,
        string project,
        long length,
        string file = "film.mp4"
    ) =>
        client.Tus(
            HttpMethod.Post,
            Path,
            null,
            ("Upload-Length", $"{length}"),
            ("Upload-Metadata", Metadata(project, file))
        );

    /// <summary>Creates an upload; its address.</summary>
    public static async Task<string> Begin(this HttpClient client, string project, long length)
    {
        using var created = await client.Create(project, length);
        Assert.True(
            (int)created.StatusCode == 201,
            $"{(int)created.StatusCode}: {await created.Content.ReadAsStringAsync()}"
        );
        return created.Headers.Location!.ToString();
    }

    public static Task<HttpResponseMessage> Append(
        this HttpClient client,
        string upload,
        long offset,
        byte[] bytes,
        params (string Name, string Value)[] headers
    ) => client.Tus(HttpMethod.Patch, upload, bytes, [("Upload-Offset", $"{offset}"), .. headers]);

    public static Task<HttpResponseMessage> Head(this HttpClient client, string upload) =>
        client.Tus(HttpMethod.Head, upload, null);

    /// <summary>How much the server has.</summary>
    public static async Task<long> OffsetOf(this HttpClient client, string upload)
    {
        using var head = await client.Head(upload);
        Assert.Equal(200, (int)head.StatusCode);
        return long.Parse(head.Header("Upload-Offset"), CultureInfo.InvariantCulture);
    }

    /// <summary>204, or what the server said instead.</summary>
    public static async Task Json204(this HttpResponseMessage answer) =>
        Assert.True(
            (int)answer.StatusCode == 204,
            $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"
        );

    public static string Header(this HttpResponseMessage answer, string name) =>
        Assert.Single(answer.Headers.GetValues(name));

    public static async Task<HttpResponseMessage> Tus(
        this HttpClient client,
        HttpMethod method,
        string path,
        byte[]? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }
        if (headers.All(header => header.Name != "Tus-Resumable"))
        {
            request.Headers.Add("Tus-Resumable", "1.0.0");
        }
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return await client.SendAsync(request);
    }

    public static string Metadata(string project, string file) =>
        $"projectId {Convert.ToBase64String(Encoding.UTF8.GetBytes(project))},filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(file))}";
}

/// <summary>A PATCH whose bytes are sent by hand, so that a test can stop in the middle.</summary>
internal sealed class RawAppend : IAsyncDisposable
{
    private readonly TcpClient _connection = new();

    public static async Task<RawAppend> Begin(HttpClient like, string upload, long offset, long length)
    {
        var raw = new RawAppend();
        await raw._connection.ConnectAsync(like.BaseAddress!.Host, like.BaseAddress.Port);
        await raw.Send(
            Encoding.ASCII.GetBytes(
                $"PATCH {upload} HTTP/1.1\r\nHost: {like.BaseAddress.Authority}\r\n"
                    + $"Authorization: {like.DefaultRequestHeaders.Authorization}\r\nTus-Resumable: 1.0.0\r\n"
                    + $"Content-Type: {TusClient.ContentType}\r\nUpload-Offset: {offset}\r\nContent-Length: {length}\r\n"
                    + "Connection: close\r\n\r\n"
            )
        );
        return raw;
    }

    public async Task Send(byte[] bytes) => await _connection.GetStream().WriteAsync(bytes);

    /// <summary>The status line's code, once the server answered.</summary>
    public async Task<int> Answer()
    {
        using var reader = new StreamReader(_connection.GetStream(), Encoding.ASCII, leaveOpen: true);
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        // Cut, not closed: as when a network drops.
        _connection.Client.LingerState = new LingerOption(true, 0);
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
