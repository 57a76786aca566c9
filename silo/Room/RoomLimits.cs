namespace GalaPlatform.Silo.Room;

/// <summary>So many at once, then so many a second.</summary>
internal sealed record Budget(int Burst, double PerSecond)
{
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / PerSecond);
}

/// <summary>How much may be said. They bound floods, not conversations: a moderator slows a room, these keep it standing.</summary>
internal sealed record RoomLimits
{
    public Budget Seat { get; init; } = new(100, 10);
    public Budget Classroom { get; init; } = new(300, 100);
    public Budget Room { get; init; } = new(4_000, 2_000);

    /// <summary>Slow mode at its slowest.</summary>
    public const int MaxSlowSeconds = 300;

    /// <summary>How many of the newest entries are kept in memory.</summary>
    public const int Recent = 200;
}
