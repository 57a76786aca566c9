using System.Diagnostics;
using System.Net;
using System.Text.Json;
using GalaPlatform.Tests.Specs.Room;

namespace GalaPlatform.Tests.EndToEnd.CrashPoints;

/// <summary>A gala in the lobby on a host that will die, and two seats in its room.</summary>
internal sealed class CrashStage(CrashPoint point) : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("gala-crash-").FullName;
    private readonly string _address = $"http://127.0.0.1:{Product.FreePort()}";
    private Process? _process;

    public Uri Address => new(_address);

    public Api Organizer { get; private set; } = null!;

    public string Gala { get; private set; } = null!;

    public string Speaker { get; private set; } = null!;

    public string Listener { get; private set; } = null!;

    public async Task Open()
    {
        await Start(point);
        Organizer = await new Api(_address).SignIn(Product.OrganizerEmail, Product.Password);
        var asked = new
        {
            title = new { fr = "Le gala qui tombe" },
            startsAt = TimeProvider.System.GetUtcNow().AddHours(1),
            timeZone = "America/Toronto",
        };
        Gala = Api.Text(await Organizer.Post("/api/galas", asked), "id");
        var school = Api.Text(await Organizer.Post("/api/schools", new { name = "École des Érables" }), "id");
        await Organizer.Post($"/api/galas/{Gala}/schools", new { schoolId = school });
        foreach (var to in new[] { "scheduled", "lobby" })
        {
            await Organizer.Post($"/api/galas/{Gala}/transitions", new { to });
        }
        (Speaker, Listener) = await Seats(school);
    }

    public async Task<HubClient> Join(string token, string? epoch = null, long? after = null)
    {
        var client = await HubClient.Connect(new Uri(_address), token);
        JsonElement answer = default;
        // The gala opens its room by the outbox: a moment later.
        await Until.True(
            "the room is open",
            TimeSpan.FromSeconds(20),
            async () =>
            {
                answer = await client.Join(Gala, epoch, after);
                return answer.GetProperty("settings").GetProperty("open").GetBoolean();
            }
        );
        Assert.True(epoch is null || answer.GetProperty("recovered").GetBoolean());
        return client;
    }

    /// <summary>The messages of the log, as a newcomer reads it.</summary>
    public async Task<string[]> Log() =>
        [
            .. (await Organizer.Get($"/api/galas/{Gala}/entries?limit=100"))["items"]!
                .AsArray()
                .Where(entry => entry!["k"]!.GetValue<string>() == "message")
                .Select(entry => entry!["d"]!["text"]!.GetValue<string>()),
        ];

    /// <summary>From the room's next commit on the trap is set.</summary>
    public void Arm() => File.WriteAllText(CrashingHost.ArmFile(_data), "");

    public async Task Dead()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _process!.WaitForExitAsync(patience.Token);
        Assert.Equal(128 + 9, _process.ExitCode);
    }

    public async Task Kill()
    {
        _process!.Kill();
        await Dead();
    }

    public async Task StartAgain()
    {
        File.Delete(CrashingHost.ArmFile(_data));
        await Start(null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        Organizer.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<(string, string)> Seats(string school)
    {
        var member = new
        {
            email = "coordination@erables.example",
            role = "coordinator",
            password = Product.Password,
        };
        await Organizer.Post($"/api/schools/{school}/members", member);
        using var coordinator = await new Api(_address).SignIn(member.email, Product.Password);
        var asked = new { name = "6B", headcount = 24 };
        var classroom = Api.Text(await coordinator.Post($"/api/schools/{school}/classrooms", asked), "id");
        var code = Api.Text(await coordinator.Post($"/api/classrooms/{classroom}/code", new { galaId = Gala }), "code");
        using var door = new Api(_address);
        var speaker = await door.Post("/api/join", new { code, kind = "class" });
        var listener = await door.Post("/api/join", new { code, kind = "pupil" });
        return (Api.Text(speaker, "token"), Api.Text(listener, "token"));
    }

    private async Task Start(CrashPoint? trap)
    {
        var command = new ProcessStartInfo("dotnet", [typeof(CrashingHost).Assembly.Location]);
        command.Environment["GALA_URLS"] = _address;
        command.Environment["GALA_DATA"] = _data;
        command.Environment["GALA_ORGANIZER_EMAIL"] = Product.OrganizerEmail;
        command.Environment["GALA_ORGANIZER_PASSWORD"] = Product.Password;
        command.Environment[CrashingHost.PointVariable] = $"{trap}";
        _process = Process.Start(command)!;
        using var http = new HttpClient();
        await Until.True("the host is up", TimeSpan.FromSeconds(60), () => IsUp(http));
    }

    private async Task<bool> IsUp(HttpClient http)
    {
        Assert.False(_process!.HasExited, "The host ended by itself.");
        try
        {
            using var answer = await http.GetAsync($"{_address}/health/live");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
