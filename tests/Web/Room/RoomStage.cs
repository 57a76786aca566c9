using System.Text.Json;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Specs.Room;
using GalaPlatform.Tests.Web.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Room;

/// <summary>A gala in its lobby, with classes of two schools at the door.</summary>
/// <param name="fanOut">The way frames go.</param>
public class RoomStage(string fanOut = "Direct") : IAsyncLifetime
{
    private readonly List<HubClient> _clients = [];
    private readonly List<string> _codes = [];

    public GalaServer Server { get; private set; } = null!;

    public HttpClient Organizer { get; private set; } = null!;

    public string Gala { get; private set; } = null!;

    /// <summary>The server's clock; the machine's if none is given.</summary>
    protected virtual TimeProvider? Clock => null;

    /// <summary>Last changes of the server.</summary>
    protected virtual void Adjust(WebApplicationBuilder builder) { }

    /// <summary>How clients come: over HTTP/1.1 if nothing else is said.</summary>
    protected virtual Version? Version => null;

    /// <summary>More configuration for the server.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string?>(Settings) { ["Gala:FanOut"] = fanOut };
        Server = await GalaServer.Start(Clock, settings: settings, adjust: Adjust);
        Organizer = await Server.SignInOrganizer();
        Gala = await Organizer.MakeGala();
        foreach (var (school, classroom) in new[] { ("École des Érables", "6B"), ("École du Fleuve", "5A") })
        {
            _codes.Add(await Code(school, classroom, isInvited: true));
        }
        await MakeSlate();
        await Organizer.Move(Gala, "scheduled", "lobby");
    }

    // The doors open onto a channel; nobody watches it here, so nothing is encoded for it.
    private async Task MakeSlate()
    {
        var asset = new MediaAsset(
            "slates/1",
            [new Rendition("360p", 640, 360, 900_000, 700_000, "avc1.4d401e,mp4a.40.2")],
            [.. Enumerable.Repeat(MediaAsset.SegmentLength.Ticks, 3)]
        );
        var slate = Server.Services.GetRequiredService<IGrainFactory>().GetGrain<ISlateGrain>(0);
        Assert.False((await slate.SlateMade(new Command(CommandId.Fresh(), Actor.Platform), asset)).IsRefused);
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
        Organizer.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A class code of a new school.</summary>
    public async Task<string> Code(string schoolName, string classroom, bool isInvited)
    {
        var school = await Organizer.MakeSchool(schoolName);
        using var coordinator = await Server.MakeCoordinator(Organizer, school);
        var code = await coordinator.MakeCode(await coordinator.MakeClassroom(school, classroom));
        if (isInvited)
        {
            using var invited = await Organizer.Post($"/api/galas/{Gala}/schools", new { schoolId = school });
            await invited.Json(200);
        }
        return code;
    }

    /// <summary>A seat's token.</summary>
    public async Task<string> TakeSeat(int school = 0, string kind = "pupil") => await TakeSeat(_codes[school], kind);

    public async Task<string> TakeSeat(string code, string kind = "pupil")
    {
        using var anonymous = Server.Anonymous();
        return (await anonymous.Join(code, kind)).Text("token");
    }

    public async Task<HubClient> Connect(string? token)
    {
        var client = await HubClient.Connect(Server.Address, token, Version);
        _clients.Add(client);
        return client;
    }

    /// <summary>A connection of a new seat.</summary>
    public async Task<HubClient> Seat(int school = 0, string kind = "pupil") =>
        await Connect(await TakeSeat(school, kind));

    /// <summary>A new seat that joined once the room was open.</summary>
    public async Task<(HubClient Client, JsonElement Answer)> Viewer(int school = 0, string kind = "pupil")
    {
        var client = await Seat(school, kind);
        var answer = default(JsonElement);
        // The gala opens its room by the outbox: a moment later.
        await Specs.Common.Eventually.Holds(
            async () =>
            {
                answer = await client.Join(Gala);
                return answer.GetProperty("settings").GetProperty("open").GetBoolean();
            },
            TimeSpan.FromSeconds(10),
            TimeSpan.FromMilliseconds(200)
        );
        return (client, answer);
    }
}
