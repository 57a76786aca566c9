using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Web.Accounts;

/// <summary>Brings the tables up to date, and sees to it that there is a first organizer, or a way to become it.</summary>
internal sealed class FirstStart(
    IServiceScopeFactory scopes,
    IConfiguration configuration,
    SetUpDoor door,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<FirstStart> log
) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        Directory.CreateDirectory(DataFolder.Of(configuration));
        await db.Database.MigrateAsync(cancellationToken);
        log.DatabaseReady(db.Database.ProviderName);
        var (email, password) = (configuration["GALA_ORGANIZER_EMAIL"], configuration["GALA_ORGANIZER_PASSWORD"]);
        if (!string.IsNullOrEmpty(email) && !string.IsNullOrEmpty(password))
        {
            await MakeOrganizer(scope.ServiceProvider, email, password);
        }
        else if (!await db.Users.AnyAsync(cancellationToken))
        {
            var token = door.Open();
            lifetime.ApplicationStarted.Register(() => Announce(token));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes the account with the role; the role first, so that nobody is left with an account and no role.</summary>
    internal static Task<Result<AccountId>> Make(IServiceProvider services, string? email, string? password)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        var command = new Command(CommandId.Fresh(), Actor.Platform);
        return services
            .GetRequiredService<StaffAccounts>()
            .FindOrMake(email, password, id => grains.Account(id).Grant(command, new Membership(StaffRole.Organizer)));
    }

    private async Task MakeOrganizer(IServiceProvider services, string email, string password)
    {
        var made = await Make(services, email, password);
        if (made.Refusal is { } refusal)
        {
            throw new InvalidOperationException(
                $"GALA_ORGANIZER_EMAIL or GALA_ORGANIZER_PASSWORD cannot be used: {refusal.Text.En}"
            );
        }
        log.OrganizerMade();
    }

    // On the console alone: logs are kept and shipped, and this link opens the platform.
    private void Announce(string token)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Console.WriteLine($"Première mise en route / first set-up: {address}/set-up/{token}");
    }
}
