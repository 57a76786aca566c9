using System.Net.Http.Headers;
using System.Net.Http.Json;
using GalaPlatform.Tests.Specs.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Tests.Web.Common;

/// <summary>The whole platform on a free port of this machine, in a folder of its own, with every call serialized.</summary>
public sealed class GalaServer : IAsyncDisposable
{
    public const string OrganizerEmail = "organisation@example.org";
    public const string Password = "un bon mot de passe";

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private GalaServer(WebApplication app, string folder, bool ownsFolder)
    {
        (_app, Folder, _ownsFolder) = (app, folder, ownsFolder);
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    public string Folder { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the platform.</summary>
    /// <param name="clock">Its clock; the machine's if none is given.</param>
    /// <param name="folder">Its data; a new folder, deleted afterwards, if none is given.</param>
    /// <param name="settings">More configuration, such as <c>ConnectionStrings:Gala</c>; null takes a default away.</param>
    /// <param name="adjust">Last changes of the builder.</param>
    public static async Task<GalaServer> Start(
        TimeProvider? clock = null,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? adjust = null
    )
    {
        var data = folder ?? Directory.CreateTempSubdirectory("gala-web-").FullName;
        var app = GalaWeb.Build(
            [],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(Settings(data, settings));
                builder.Logging.ClearProviders();
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }
                adjust?.Invoke(builder);
            }
        );
        await app.StartAsync();
        return new GalaServer(app, data, folder is null);
    }

    /// <summary>A client that nobody knows.</summary>
    public HttpClient Anonymous(bool followCookies = false) =>
        new(
            new SocketsHttpHandler
            {
                UseCookies = followCookies,
                AllowAutoRedirect = false,
                SslOptions = OwnCertificate.Trusted,
            }
        )
        {
            BaseAddress = Address,
        };

    /// <summary>A client that brings a token: the staff's, or a seat's.</summary>
    public HttpClient WithToken(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client of somebody on the staff.</summary>
    public async Task<HttpClient> SignIn(string email, string password = Password)
    {
        using var client = Anonymous();
        using var answer = await client.PostAsJsonAsync("/api/account/login", new { email, password });
        return WithToken((await answer.Json(200)).Text("accessToken"));
    }

    public Task<HttpClient> SignInOrganizer() => SignIn(OrganizerEmail);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, true);
        }
    }

    private static Dictionary<string, string?> Settings(string data, IReadOnlyDictionary<string, string?>? more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["GALA_URLS"] = "http://127.0.0.1:0",
            ["GALA_DATA"] = data,
            ["GALA_ORGANIZER_EMAIL"] = OrganizerEmail,
            ["GALA_ORGANIZER_PASSWORD"] = Password,
            ["Gala:Strict"] = "true",
            // A test that needs videos asks for a worker; the others need not pay for a slate.
            ["Gala:Transcoding:Workers"] = "0",
        };
        foreach (var (key, value) in more ?? new Dictionary<string, string?>())
        {
            settings[key] = value;
        }
        return settings;
    }
}
