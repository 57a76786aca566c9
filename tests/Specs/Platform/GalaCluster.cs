using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Silo.Platform;
using GalaPlatform.Silo.Storage;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Specs.Platform;

/// <summary>The platform's grains on a real database, in strict mode, by a clock that the test moves.</summary>
public sealed class GalaCluster<TDatabase> : IAsyncDisposable
    where TDatabase : ITestDatabase, new()
{
    private readonly TDatabase _database = new();
    private TestSilo _silo = null!;

    public ManualClock Clock { get; } = new();

    public IGrainFactory Grains => _silo.Grains;

    public IServiceProvider Services => _silo.Services;

    public IGalaStore Store => _silo.Services.GetRequiredService<IGalaStore>();

    /// <summary>Some member of the staff.</summary>
    public Actor Staff { get; } = Actor.Of(new AccountId(Guid.Parse("00000000-0000-7000-8000-000000000001")));

    public async Task Start()
    {
        await _database.InitializeAsync();
        var settings = new Dictionary<string, string?>(_database.Settings) { ["Gala:Transcoding:Workers"] = "0" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _silo = await TestSilo.Start(services =>
            services
                .AddLogging()
                .AddSingleton<TimeProvider>(Clock)
                .AddSingleton<IConfiguration>(configuration)
                .AddSilo(configuration)
        );
    }

    public Command Command(string id) => new(new CommandId(id), Staff);

    public Command Command() => new(CommandId.Fresh(), Staff);

    /// <summary>The process dies and comes back: what is stored is all that is left.</summary>
    public async Task CrashAndRestart()
    {
        await _silo.Crash();
        await _silo.Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }
}
