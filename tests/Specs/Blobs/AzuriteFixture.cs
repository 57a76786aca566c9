using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using GalaPlatform.Tests.Specs.Common;

namespace GalaPlatform.Tests.Specs.Blobs;

/// <summary>Azurite, which stands for Azure Blob Storage, on a free port and in a folder of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>The account that Azurite has for everybody.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"BlobEndpoint=http://127.0.0.1:{_port}/devstoreaccount1;";

    /// <summary>A container that nobody else uses.</summary>
    public BlobContainerClient NewContainer() => new(ConnectionString, $"test-{Guid.NewGuid():N}");

    public Task InitializeAsync() => Start();

    /// <summary>Starts it on what it kept.</summary>
    public async Task Start()
    {
        _process = Process.Start(
            new ProcessStartInfo("node")
            {
                ArgumentList =
                {
                    Script(),
                    "--silent",
                    "--disableTelemetry",
                    "--blobPort",
                    $"{_port}",
                    "--location",
                    _folder,
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await WaitFor(_port, _process);
    }

    /// <summary>Stops it as an operator does: what it acknowledged is kept.</summary>
    public async Task Stop()
    {
        using var stop = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync();
    }

    public async Task DisposeAsync()
    {
        if (_process is { } process)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static Task WaitFor(int port, Process process) =>
        Eventually.Holds(
            async () =>
            {
                Assert.False(process.HasExited, "Azurite ended.");
                try
                {
                    using var client = new TcpClient();
                    await client.ConnectAsync(IPAddress.Loopback, port);
                    return true;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            Patience
        );

    private static string Script()
    {
        const string azurite = "infra/tools/node_modules/azurite/dist/src/blob/main.js";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, azurite);
            if (File.Exists(script))
            {
                return script;
            }
        }
        throw new FileNotFoundException("Azurite is not installed: run `npm ci` in infra/tools.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
