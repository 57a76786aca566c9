using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Silo.Programme;

namespace GalaPlatform.Silo.Galas;

/// <summary>
/// Tells each session's grain what became of it. It all follows from the cue log, so after a restart the same is told
/// again, and once is enough.
/// </summary>
internal sealed partial class GalaGrain
{
    private static readonly TimeSpan FollowPeriod = TimeSpan.FromSeconds(1);
    private readonly Dictionary<SessionId, SessionState> _told = [];
    private IGrainTimer? _follower;

    private bool IsOnAir => _state?.View.State is GalaState.Lobby or GalaState.Live;

    private void FollowSessions()
    {
        var isFollowed = IsOnAir || (_state?.View.State is GalaState.Ended && _state.Programme.Cues.Length > 0);
        if (_follower is null && isFollowed)
        {
            _follower = this.RegisterGrainTimer(
                TellSessions,
                new GrainTimerCreationOptions(FollowPeriod, FollowPeriod) { KeepAlive = true, Interleave = true }
            );
        }
    }

    private async Task TellSessions(CancellationToken cancel)
    {
        if (_state is not { } state || await Slate() is not { } slate)
        {
            return;
        }
        var now = clock.GetUtcNow();
        var timeline = ChannelTimeline.From(CueRules.PlanOf(state, slate));
        foreach (var line in state.Programme.Lines)
        {
            await TellSession(line.Session.Id, timeline, now);
        }
        if (!IsOnAir && timeline.End <= now)
        {
            _follower?.Dispose();
            _follower = null;
        }
    }

    private async Task TellSession(SessionId session, ChannelTimeline timeline, DateTimeOffset now)
    {
        var became = timeline.StateOf(session, now);
        if (became == SessionState.Planned || _told.GetValueOrDefault(session) == became)
        {
            return;
        }
        var times = timeline.TimesOf(session);
        var at = (became == SessionState.OnAir ? times?.StartedAt : times?.EndsAt ?? timeline.End) ?? now;
        var command = new Command(new CommandId($"{became}-{at.UtcTicks}"), Actor.Platform);
        var told = await grains.GetGrain<ISessionGrain>(session.Value).Record(command, became, at);
        if (!told.IsRefused)
        {
            _told[session] = became;
        }
    }
}
