using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Transcoding;
using GalaPlatform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Tests.Browser.Common;

/// <summary>The whole platform on a free port, in a folder of its own, on the machine's clock.</summary>
internal sealed class Platform : IAsyncDisposable
{
    public const string OrganizerEmail = "organisation@example.org";
    public const string Password = "un bon mot de passe";

    private readonly WebApplication _app;
    private readonly string _folder;

    private Platform(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public string Address => _app.Urls.First();

    public static async Task<Platform> Start()
    {
        var folder = Directory.CreateTempSubdirectory("gala-browser-").FullName;
        await DataWithSlate.CopyTo(folder);
        var settings = new Dictionary<string, string?>
        {
            ["GALA_URLS"] = "http://127.0.0.1:0",
            ["GALA_DATA"] = folder,
            ["GALA_ORGANIZER_EMAIL"] = OrganizerEmail,
            ["GALA_ORGANIZER_PASSWORD"] = Password,
            ["Gala:Strict"] = "true",
        };
        var app = GalaWeb.Build(
            [],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(settings);
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
            }
        );
        await app.StartAsync();
        return new Platform(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Eventually.Holds(() => Task.FromResult(IsDeleted()), TimeSpan.FromSeconds(10));
    }

    // A tool that was killed may still be closing its last file.
    private bool IsDeleted()
    {
        try
        {
            Directory.Delete(_folder, true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
