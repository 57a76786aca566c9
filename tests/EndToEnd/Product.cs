using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>The built platform as its users start it: <c>infra/run</c>, on a free port, with a data folder of its own.</summary>
internal sealed class Product : IAsyncDisposable
{
    public const string OrganizerEmail = "organisation@gala.example";
    public const string Password = "Gala-7-essais";

    private readonly StringBuilder _output = new();
    private readonly HttpClient _http = new();
    private Process? _process;

    public string Data { get; } = Directory.CreateTempSubdirectory("gala-endtoend-").FullName;

    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Builds it, if that was not done yet.</summary>
    public static async Task Build()
    {
        var built = await Tool.Run(Repository.PathOf("infra", "run"), "--build");
        Assert.True(built.Code == 0, built.Output + built.Errors);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <returns>How long whoever started it waited.</returns>
    public async Task<TimeSpan> Start()
    {
        var since = Stopwatch.StartNew();
        _process = Process.Start(Command())!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Until.True("the platform is ready", TimeSpan.FromSeconds(60), IsReady, () => Output);
        return since.Elapsed;
    }

    /// <summary>What a power cut does.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>What a service manager does.</summary>
    public async Task<(int Code, TimeSpan Took)> Terminate()
    {
        var since = Stopwatch.StartNew();
        await Tool.Run("kill", "-TERM", $"{_process!.Id}");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, since.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Kill();
        }
        _http.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private ProcessStartInfo Command()
    {
        var command = new ProcessStartInfo(Repository.PathOf("infra", "run"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["GALA_URLS"] = Address;
        command.Environment["GALA_DATA"] = Data;
        command.Environment["GALA_ORGANIZER_EMAIL"] = OrganizerEmail;
        command.Environment["GALA_ORGANIZER_PASSWORD"] = Password;
        command.Environment["Gala__Strict"] = "true";
        return command;
    }

    private async Task<bool> IsReady()
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"It ended with code {_process.ExitCode}:\n{Output}");
        }
        try
        {
            using var answer = await _http.GetAsync($"{Address}/health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    /// <summary>A port that nobody uses at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
