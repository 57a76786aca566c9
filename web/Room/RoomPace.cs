namespace GalaPlatform.Web.Room;

/// <summary>How often things go out.</summary>
internal static class RoomPace
{
    /// <summary>The least time between two frames to a connection.</summary>
    public static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(100);

    /// <summary>A timer may be so much too early.</summary>
    public static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(5);

    /// <summary>A frame comes at least every 15 s; this leaves room for a late timer.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>A connection that got nothing for so long gets a ping.</summary>
    public static readonly TimeSpan Ping = TimeSpan.FromSeconds(15);

    /// <summary>A presence count alone is worth a frame only so often.</summary>
    public static readonly TimeSpan PresenceFrame = TimeSpan.FromSeconds(1);

    /// <summary>Reactions go to the grain as sums, so often.</summary>
    public static readonly TimeSpan Report = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan PresenceReport = TimeSpan.FromMilliseconds(500);

    /// <summary>A connection that takes nothing for so long is ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A member that missed something is reminded so often.</summary>
    public static readonly TimeSpan GapReminder = TimeSpan.FromSeconds(1);

    /// <summary>The subscription is renewed well before the grain forgets the node (60 s).</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    /// <summary>A room without connections is served for so long: who reconnects finds it warm.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);

    /// <summary>How often a pump looks after itself: heartbeat, renewal, dead connections.</summary>
    public static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Middle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(500);

    /// <summary>The interval at which sending frames takes no more than half of the time.</summary>
    public static TimeSpan IntervalFor(TimeSpan cost, int connections) =>
        cost > 0.5 * Middle || connections > 20_000 ? Slowest
        : cost > 0.5 * Fastest || connections > 5_000 ? Middle
        : Fastest;
}
