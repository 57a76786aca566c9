using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>A script of <c>clients/</c> in Node.js: told things by lines, telling what it sees by lines of JSON.</summary>
internal sealed class NodeClient : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<JsonNode> _told = new();
    private readonly ConcurrentQueue<string> _errors = new();

    public NodeClient(string script, Api person, params string[] arguments)
    {
        var path = Repository.PathOf("tests", "EndToEnd", "clients", script);
        var start = new ProcessStartInfo("node", [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GALA_ADDRESS"] = person.Address;
        start.Environment["GALA_TOKEN"] = person.Token;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? string.Empty);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything that it told so far, in order.</summary>
    public IReadOnlyList<JsonNode> Told => [.. _told];

    /// <summary>The texts of the messages that it saw, in order.</summary>
    public IReadOnlyList<string> Messages =>
        [
            .. Told.Select(told => told["entry"])
                .Where(entry => entry?["k"]?.GetValue<string>() == "message")
                .Select(entry => entry!["d"]!["text"]!.GetValue<string>()),
        ];

    public void Tell(object command)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
        _process.StandardInput.Flush();
    }

    public async Task<JsonNode> Expect(string what, int seconds, Func<JsonNode, bool> holds)
    {
        await Until.True(what, TimeSpan.FromSeconds(seconds), () => Task.FromResult(Told.Any(holds)), Context);
        return Told.First(holds);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private string Context() =>
        string.Join('\n', Told.TakeLast(20).Select(told => told.ToJsonString()).Concat(_errors));

    private void Keep(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            _told.Enqueue(JsonNode.Parse(line)!);
        }
    }
}
