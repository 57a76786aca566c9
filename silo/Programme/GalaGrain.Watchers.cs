using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Silo.Programme;

namespace GalaPlatform.Silo.Galas;

internal sealed partial class GalaGrain
{
    private static readonly TimeSpan WatcherLife = TimeSpan.FromMinutes(2);
    private readonly Dictionary<IChannelWatcher, DateTimeOffset> _watchers = [];

    public async Task<Result<ChannelPlan>> WatchChannel(IChannelWatcher watcher)
    {
        var slate = await Slate();
        if (_state is not { } state)
        {
            return CommonRefusals.NotFound;
        }
        _watchers[watcher] = clock.GetUtcNow();
        return CueRules.PlanOf(state, slate);
    }

    private void TellWatchers()
    {
        if (_state is not { } state || _watchers.Count == 0)
        {
            return;
        }
        var plan = CueRules.PlanOf(state, _slate);
        var forgotten = clock.GetUtcNow() - WatcherLife;
        foreach (var (watcher, renewedAt) in _watchers.ToArray())
        {
            if (renewedAt <= forgotten)
            {
                _watchers.Remove(watcher);
            }
            else
            {
                _ = Tell(watcher, plan);
            }
        }
    }

    // A node that does not answer asks again when it is back; nobody waits for it.
    private async Task Tell(IChannelWatcher watcher, ChannelPlan plan)
    {
        try
        {
            await watcher.PlanChanged(plan);
        }
        catch (Exception problem)
        {
            log.WatcherIsGone(problem, Id);
            _watchers.Remove(watcher);
        }
    }
}
