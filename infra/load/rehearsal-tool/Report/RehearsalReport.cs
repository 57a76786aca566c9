using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GalaPlatform.Rehearsal.Channel;
using GalaPlatform.Rehearsal.Measure;
using GalaPlatform.Rehearsal.Room;
using GalaPlatform.Rehearsal.Stage;

namespace GalaPlatform.Rehearsal.Report;

/// <summary>The 50th, 99th and 100th percentile, in milliseconds; null if nothing was measured.</summary>
internal sealed record Latencies(long Count, double? P50, double? P99, double? Max)
{
    public static Latencies Of(Histogram histogram)
    {
        var read = histogram.Read();
        return new Latencies(read.Count, read.At(50), read.At(99), read.At(100));
    }
}

/// <summary>What was rehearsed.</summary>
internal sealed record Rehearsed(
    string Server,
    string Gala,
    int Classes,
    int Pupils,
    int Seconds,
    double MessagesPerSecond,
    double ReactionsPerSecond,
    double DropPercent,
    double AwaySeconds,
    double WatchPercent
);

/// <summary>What happened, all in all.</summary>
internal sealed record Totals(
    int Seats,
    int Sent,
    int Posted,
    Counts Counts,
    long Tapped,
    long TapsCounted,
    int Segments,
    double? ServerCpuPercent,
    double? ServerMibAtMost,
    double? OwnCpuPercent,
    double? OwnMibAtMost
);

/// <summary>The outcome of a rehearsal; as JSON it is what is kept.</summary>
internal sealed record RehearsalReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Whether every promise was kept.</summary>
    public required bool Passed { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Rehearsed Rehearsed { get; init; }
    public required Totals Totals { get; init; }

    /// <summary>From due until a reader had it.</summary>
    public required Latencies Delivery { get; init; }

    /// <summary>From due until the speaker was told that it is durable.</summary>
    public required Latencies Acknowledgement { get; init; }

    /// <summary>From a segment's start on the channel until a player had it.</summary>
    public required Latencies Segment { get; init; }

    /// <summary>From the class code until the seat was in the room.</summary>
    public required Latencies Arrival { get; init; }

    /// <summary>How often each promise was broken; every promise that is watched is named.</summary>
    public required IReadOnlyDictionary<Promise, long> Promises { get; init; }

    /// <summary>Some of what broke them.</summary>
    public required IReadOnlyList<Violation> Examples { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }

    public static RehearsalReport Of(
        RehearsalOptions options,
        GalaStage stage,
        RoomLedger ledger,
        ChannelLedger channel,
        Meter meter,
        Violations violations,
        IReadOnlyList<Sample> samples,
        DateTimeOffset now
    )
    {
        var show = samples.Where(second => second.Phase == Phase.Show).ToList();
        return new RehearsalReport
        {
            Passed = violations.None,
            At = now,
            Rehearsed = new Rehearsed(
                options.Server.ToString(),
                stage.Gala,
                options.Classes,
                options.Pupils,
                options.Seconds,
                options.MessagesPerSecond,
                options.ReactionsPerSecond,
                options.DropPercent,
                options.AwaySeconds,
                options.WatchPercent
            ),
            Totals = new Totals(
                ledger.Readers.Count,
                ledger.Sent,
                ledger.Posted,
                meter.Read(),
                ledger.Tapped,
                ledger.TapsCounted,
                channel.Count,
                show.Average(second => second.ServerCpu),
                samples.Max(second => second.ServerMib),
                show.Average(second => second.OwnCpu),
                samples.Max(second => second.OwnMib)
            ),
            Delivery = Latencies.Of(meter.Latency),
            Acknowledgement = Latencies.Of(meter.Acknowledgement),
            Segment = Latencies.Of(meter.Segment),
            Arrival = Latencies.Of(meter.Arrival),
            Promises = Enum.GetValues<Promise>().ToDictionary(promise => promise, violations.Of),
            Examples = violations.Kept,
            Samples = samples,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Writes <c>report.json</c> and <c>report.html</c>.</summary>
    /// <returns>Where the page is.</returns>
    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.json"), ToJson());
        var page = Path.Combine(folder, "report.html");
        File.WriteAllText(page, ReportPage.Of(this));
        return page;
    }
}
