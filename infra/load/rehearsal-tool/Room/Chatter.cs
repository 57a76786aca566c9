namespace GalaPlatform.Rehearsal.Room;

/// <summary>
/// What the crowd does: speaks, claps, loses its connection. Each thing is due at an instant that nothing moves, so that a
/// slow server is not asked less.
/// </summary>
internal sealed class Chatter(RoomScene scene, RehearsalOptions options, IReadOnlyList<HubSeat> seats, Random dice)
{
    private static readonly string[] Kinds = ["clap", "heart", "laugh", "wow", "star", "fire"];
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(10);

    /// <summary>A ping goes at least every 15 s.</summary>
    private const int PingRounds = 10;

    private readonly HubSeat[] _order = Shuffled(seats, dice);
    private int _turn;

    /// <summary>Goes on until the show is over.</summary>
    public Task Run(CancellationToken over) =>
        Task.WhenAll(
            AtRate(options.MessagesPerSecond, Speak, over),
            AtRate(options.ReactionsPerSecond, React, over),
            Drop(over)
        );

    /// <summary>Keeps connections alive that have nothing to say, until everybody goes home.</summary>
    public async Task LookAfter(CancellationToken stop)
    {
        using var pulse = new PeriodicTimer(TimeSpan.FromSeconds(1), scene.Time);
        for (var round = 0; await Next(pulse, stop); round++)
        {
            for (var index = 0; index < _order.Length; index++)
            {
                _order[index].LookAfter();
                if (index % PingRounds == round % PingRounds)
                {
                    _order[index].Ping();
                }
            }
        }
    }

    private async Task AtRate(double perSecond, Action<long> act, CancellationToken over)
    {
        if (perSecond <= 0)
        {
            return;
        }
        var (started, done) = (scene.Time.GetTimestamp(), 0);
        using var pulse = new PeriodicTimer(Pulse, scene.Time);
        var most = (int)(perSecond * options.Seconds);
        while (done < most && await Next(pulse, over))
        {
            var passed = Math.Min(scene.Time.GetElapsedTime(started).TotalSeconds, options.Seconds);
            for (; done < most && done / perSecond <= passed; done++)
            {
                act(started + (long)(done / perSecond * scene.Time.TimestampFrequency));
            }
        }
    }

    private void Speak(long due)
    {
        if (NextHere() is { } seat)
        {
            seat.Say(scene.Ledger.Send(due));
        }
    }

    private void React(long due) => NextHere()?.React(Kinds[dice.Next(Kinds.Length)]);

    private async Task Drop(CancellationToken over)
    {
        var (count, away) = ((int)Math.Round(_order.Length * options.DropPercent / 100), options.AwaySeconds);
        // Everybody is to be back before the show ends.
        var span = Math.Max(0, options.Seconds - away - 1);
        var dropped = _order
            .Take(count)
            .Select(seat => (Seat: seat, At: span * dice.NextDouble()))
            .OrderBy(one => one.At);
        var started = scene.Time.GetTimestamp();
        foreach (var (seat, at) in dropped)
        {
            var wait = TimeSpan.FromSeconds(at) - scene.Time.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, scene.Time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            if (over.IsCancellationRequested)
            {
                return;
            }
            if (seat.IsHere)
            {
                seat.Drop(TimeSpan.FromSeconds(away * (0.5 + (0.5 * dice.NextDouble()))));
            }
        }
    }

    private HubSeat? NextHere()
    {
        for (var tries = 0; tries < _order.Length; tries++)
        {
            var seat = _order[(int)((uint)Interlocked.Increment(ref _turn) % _order.Length)];
            if (seat.IsHere)
            {
                return seat;
            }
        }
        return null;
    }

    private static async Task<bool> Next(PeriodicTimer pulse, CancellationToken stop)
    {
        try
        {
            return await pulse.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static HubSeat[] Shuffled(IReadOnlyList<HubSeat> seats, Random dice)
    {
        HubSeat[] order = [.. seats];
        dice.Shuffle(order);
        return order;
    }
}
