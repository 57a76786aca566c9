namespace GalaPlatform.Rehearsal;

/// <summary>What is rehearsed, and how much of it.</summary>
internal sealed record RehearsalOptions
{
    public required Uri Server { get; init; }

    /// <summary>True when the person who starts it vouches for a server that is not on this machine.</summary>
    public bool IsMyServer { get; init; }

    /// <summary>Screens of whole classes: one seat for each.</summary>
    public int Classes { get; init; } = 50;

    /// <summary>Pupils with a device of their own, spread over the classes.</summary>
    public int Pupils { get; init; } = 300;

    /// <summary>How long the show lasts once everybody is in.</summary>
    public int Seconds { get; init; } = 60;

    public double MessagesPerSecond { get; init; } = 5;

    public double ReactionsPerSecond { get; init; } = 20;

    public double JoinsPerSecond { get; init; } = 100;

    /// <summary>How many of a hundred seats lose their connection once during the show.</summary>
    public double DropPercent { get; init; } = 5;

    /// <summary>How long who lost the connection stays away.</summary>
    public double AwaySeconds { get; init; } = 3;

    /// <summary>How many of a hundred seats also play the channel.</summary>
    public double WatchPercent { get; init; } = 100;

    /// <summary>So much of each segment is read; the rest is given up.</summary>
    public int SegmentKib { get; init; } = 1024;

    /// <summary>A gala that exists already; without it, one is made for the rehearsal.</summary>
    public string? Gala { get; init; }

    /// <summary>A file with one class code a line, for a gala that exists already.</summary>
    public string? CodesFile { get; init; }

    /// <summary>The server's process on this machine, to show what it takes of processor and memory.</summary>
    public int? ServerPid { get; init; }

    /// <summary>Where the report goes.</summary>
    public required string ReportFolder { get; init; }

    public int Seats => Classes + Pupils;

    /// <summary>More than ever becomes due, so that the ledger has a place for each message.</summary>
    public int MostMessages => (int)Math.Ceiling(MessagesPerSecond * Seconds) + 1;
}

/// <summary>What may be asked of a server, and of whose.</summary>
internal static class OptionRules
{
    public const int MostSeats = 20_000;
    public const int MostSeconds = 3_600;
    public const double MostMessagesPerSecond = 2_000;
    public const double MostReactionsPerSecond = 20_000;

    /// <summary>A room gives back so many entries to who was away.</summary>
    private const double MostMissed = 400;

    /// <summary>Why this cannot be rehearsed, or null if it can.</summary>
    public static string? Problem(RehearsalOptions asked) =>
        AddressProblem(asked) ?? GalaProblem(asked) ?? SizeProblem(asked) ?? RateProblem(asked);

    private static string? AddressProblem(RehearsalOptions asked) =>
        asked.Server.Scheme is not ("http" or "https") ? "The address must begin with http:// or https://."
        : asked.Server.IsLoopback || asked.IsMyServer ? null
        : $"{asked.Server.Host} is not this machine. A rehearsal is heavy traffic: send it to a server of your own only, "
            + "and say so with --yes-this-is-my-server.";

    private static string? GalaProblem(RehearsalOptions asked) =>
        (asked.Gala is null) == (asked.CodesFile is null)
            ? null
            : "--gala and --codes-file belong together: a gala that exists, and its class codes.";

    private static string? SizeProblem(RehearsalOptions asked) =>
        asked.Classes < 1 || asked.Pupils < 0 ? "At least one class, and no fewer than no pupils."
        : asked.Seats > MostSeats ? $"At most {MostSeats} seats."
        : asked.Seconds is < 1 or > MostSeconds ? $"Between 1 and {MostSeconds} seconds."
        : asked.SegmentKib < 1 ? "At least 1 KiB of a segment is read."
        : null;

    private static string? RateProblem(RehearsalOptions asked) =>
        asked.MessagesPerSecond is not (>= 0 and <= MostMessagesPerSecond)
            ? $"Between 0 and {MostMessagesPerSecond} messages a second."
        : asked.ReactionsPerSecond is not (>= 0 and <= MostReactionsPerSecond)
            ? $"Between 0 and {MostReactionsPerSecond} reactions a second."
        : asked.JoinsPerSecond is not (> 0 and <= 1_000) ? "More than 0 and at most 1000 joins a second."
        : asked.DropPercent is not (>= 0 and <= 100) || asked.WatchPercent is not (>= 0 and <= 100)
            ? "A percentage lies between 0 and 100."
        : asked.AwaySeconds is not (>= 0 and <= 600) ? "Between 0 and 600 seconds away."
        : asked.DropPercent > 0 && asked.MessagesPerSecond * asked.AwaySeconds > MostMissed
            ? $"Who is away for {asked.AwaySeconds} s misses more than the {MostMissed} messages that a room gives back: "
                + "lower --messages or --away."
        : null;
}
