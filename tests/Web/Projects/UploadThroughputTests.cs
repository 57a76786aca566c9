using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Web.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace GalaPlatform.Tests.Web.Projects;

/// <summary>
/// How fast a file comes in, on a quiet machine: <c>GALA_MEASURE_UPLOAD</c> says how many MiB, in steps of 32. Beside the
/// platform (tus in pieces as the page sends them, hashed, each block on the disk before it counts) stands the least that a server can do:
/// one request, copied into one file, on the disk at its end. Three rounds in turn; the medians are compared.
/// </summary>
public sealed class UploadThroughputTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 3;
    private const int MiB = 1 << 20;
    private const int PieceMiB = 32;

    private readonly int _size = int.Parse(
        Environment.GetEnvironmentVariable("GALA_MEASURE_UPLOAD") ?? "0",
        CultureInfo.InvariantCulture
    );
    private readonly string _folder = Directory.CreateTempSubdirectory("uploads-").FullName;
    private readonly byte[] _piece = RandomNumberGenerator.GetBytes(PieceMiB * MiB);
    private long _most;

    [AskedFor("GALA_MEASURE_UPLOAD")]
    public async Task A_file_comes_in_nearly_as_fast_as_a_disk_takes_it_and_takes_no_memory_for_its_size()
    {
        await using var plain = await StartPlain();
        await using var server = await GalaServer.Start(folder: Path.Combine(_folder, "data"));
        var stage = await ProjectStage.Set(server);
        using var client = new HttpClient
        {
            BaseAddress = new Uri(plain.Urls.Single()),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        await ToPlatform(stage, 16 * PieceMiB); // so that nobody pays for the first time
        await ToPlain(client, 16 * PieceMiB);
        var (least, ours, theirs) = (Memory(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await ToPlatform(stage, _size));
            theirs.Add(await ToPlain(client, _size));
        }

        var (platform, copy) = (ours.Order().ElementAt(Rounds / 2), theirs.Order().ElementAt(Rounds / 2));
        output.WriteLine($"the platform: {platform:0} MiB/s ({string.Join(' ', ours.Select(it => $"{it:0}"))})");
        output.WriteLine($"a plain copy: {copy:0} MiB/s ({string.Join(' ', theirs.Select(it => $"{it:0}"))})");
        output.WriteLine($"ratio {platform / copy:0.00}; memory {least / MiB} MiB before, {_most / MiB} at most");
        Assert.True(platform / copy >= 0.8);
        Assert.InRange(_most - least, 0, 64 * MiB);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<double> ToPlatform(ProjectStage stage, int size)
    {
        var upload = await stage.Coordinator.Begin(await stage.Submit("Un long film"), (long)size * MiB);
        var watch = Stopwatch.StartNew();
        for (var sent = 0; sent < size; sent += PieceMiB)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, upload)
            {
                Content = new Repeated(_piece, 1, Look),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(TusClient.ContentType);
            request.Headers.Add("Tus-Resumable", "1.0.0");
            request.Headers.Add("Upload-Offset", $"{(long)sent * MiB}");
            using var answer = await stage.Coordinator.SendAsync(request);
            await answer.Json204();
        }
        return size / watch.Elapsed.TotalSeconds;
    }

    private async Task<double> ToPlain(HttpClient client, int size)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await client.PostAsync("/", new Repeated(_piece, size / PieceMiB, Look));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return size / watch.Elapsed.TotalSeconds;
    }

    private async Task<WebApplication> StartPlain()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.MapPost(
            "/",
            async (HttpContext http) =>
            {
                await using var file = File.Create(Path.Combine(_folder, $"{Guid.NewGuid():N}"), MiB);
                await http.Request.Body.CopyToAsync(file, MiB);
                file.Flush(flushToDisk: true);
            }
        );
        await app.StartAsync();
        return app;
    }

    private void Look() => _most = Math.Max(_most, Memory());

    private static long Memory()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    /// <summary>The same bytes over and over, so that the client costs as little as it can.</summary>
    private sealed class Repeated(byte[] piece, int times, Action sent) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var time = 0; time < times; time++)
            {
                await stream.WriteAsync(piece);
                sent();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)piece.Length * times;
            return true;
        }
    }
}
