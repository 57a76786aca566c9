namespace GalaPlatform.Silo.Room;

/// <summary>So many at once, then so many a second.</summary>
internal sealed record Budget(int Burst, double PerSecond)
{
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / PerSecond);
}

/// <summary>
/// How much may be said. They bound floods, not conversations: a moderator slows a room, these keep it standing. A seat may
/// be a class's shared screen, and then thirty pupils type in turn.
/// </summary>
internal sealed record RoomLimits
{
    public Budget Seat { get; init; } = new(60, 6);
    public Budget Classroom { get; init; } = new(300, 100);
    public Budget Room { get; init; } = new(4_000, 2_000);

    /// <summary>How often a seat may say the same within <see cref="RepeatSeconds"/>: applause, not a barrage.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>0 lets it be said without end.</summary>
    public int RepeatSeconds { get; init; } = 10;

    /// <summary>Slow mode at its slowest.</summary>
    public const int MaxSlowSeconds = 300;

    /// <summary>How many of the newest entries are kept in memory.</summary>
    public const int Recent = 200;

    /// <exception cref="ArgumentOutOfRangeException">Names the setting.</exception>
    public RoomLimits Checked()
    {
        foreach (
            var (name, budget) in new[] { (nameof(Seat), Seat), (nameof(Classroom), Classroom), (nameof(Room), Room) }
        )
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(budget.Burst, 1, $"Room:{name}:Burst");
            ArgumentOutOfRangeException.ThrowIfLessThan(budget.PerSecond, 0.01, $"Room:{name}:PerSecond");
            ArgumentOutOfRangeException.ThrowIfGreaterThan(budget.PerSecond, 100_000, $"Room:{name}:PerSecond");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 1, "Room:Repeats");
        ArgumentOutOfRangeException.ThrowIfNegative(RepeatSeconds, "Room:RepeatSeconds");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RepeatSeconds, MaxSlowSeconds, "Room:RepeatSeconds");
        return this;
    }
}
