using System.Collections.Concurrent;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Web.Programme;

/// <summary>
/// The channels that this node serves. Each is watched from its first request on, asked anew every few seconds in case a
/// push was lost, and let go when nobody asked for it for a while.
/// </summary>
internal sealed class ChannelNodes(
    IGrainFactory grains,
    MediaLinks links,
    TimeProvider clock,
    ILogger<ChannelNodes> log
) : BackgroundService
{
    // Short enough that a withdrawn consent counts within ten seconds even when the push was lost.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<GalaId, Lazy<Task<Watch?>>> _watches = new();

    /// <summary>A gala's channel, or null if there is no such gala.</summary>
    public async Task<ChannelNode?> Find(GalaId gala)
    {
        var entry = _watches.GetOrAdd(gala, id => new Lazy<Task<Watch?>>(() => Begin(id)));
        try
        {
            if (await entry.Value is { } watch)
            {
                return watch.Node;
            }
        }
        catch
        {
            Forget(gala, entry);
            throw;
        }
        Forget(gala, entry);
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Renewal, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Task.WhenAll(_watches.Select(pair => RenewOrForget(pair.Key, pair.Value)));
        }
    }

    private async Task<Watch?> Begin(GalaId gala)
    {
        var node = new ChannelNode(links, clock);
        var watch = new Watch(node, grains.CreateObjectReference<IChannelWatcher>(node));
        return await Renew(gala, watch) ? watch : null;
    }

    private async Task RenewOrForget(GalaId gala, Lazy<Task<Watch?>> entry)
    {
        if (!entry.IsValueCreated || !entry.Value.IsCompletedSuccessfully || entry.Value.Result is not { } watch)
        {
            return;
        }
        try
        {
            if (watch.Node.Idle > Patience || !await Renew(gala, watch))
            {
                Forget(gala, entry);
                grains.DeleteObjectReference<IChannelWatcher>(watch.Reference);
            }
        }
        catch (Exception problem)
        {
            // What this node holds stays good: it goes on serving by the clock.
            log.ChannelNotRenewed(problem, gala);
        }
    }

    private async Task<bool> Renew(GalaId gala, Watch watch)
    {
        var plan = await grains.GetGrain<IProgrammeGrain>(gala.Value).WatchChannel(watch.Reference);
        if (plan.Value is not null)
        {
            watch.Node.Take(plan.Value);
        }
        return plan.Refusal?.Kind != Common.RefusalKind.NotFound;
    }

    private void Forget(GalaId gala, Lazy<Task<Watch?>> entry) => _watches.TryRemove(new(gala, entry));

    private sealed record Watch(ChannelNode Node, IChannelWatcher Reference);
}
