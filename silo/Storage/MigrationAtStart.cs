using Microsoft.Extensions.Hosting;

namespace GalaPlatform.Silo.Storage;

/// <summary>The tables are there before anything that is hosted after it starts.</summary>
internal sealed class MigrationAtStart(IGalaDatabase database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.Migrate(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
