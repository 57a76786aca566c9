namespace GalaPlatform.Rehearsal.Measure;

/// <summary>What the rehearsal is doing.</summary>
internal enum Phase
{
    /// <summary>Seats are coming in.</summary>
    Doors,

    /// <summary>Everybody is in; classes chat.</summary>
    Show,

    /// <summary>Nobody speaks any more; what is on its way arrives.</summary>
    Drain,
}

/// <summary>One second, as it was.</summary>
internal sealed record Sample
{
    /// <summary>Seconds since the doors opened.</summary>
    public double At { get; init; }

    public Phase Phase { get; init; }
    public int Connected { get; init; }
    public double MessagesPerSecond { get; init; }
    public double DeliveriesPerSecond { get; init; }

    /// <summary>Of the messages delivered in this second, in milliseconds.</summary>
    public double? LatencyP50 { get; init; }
    public double? LatencyP99 { get; init; }
    public double? LatencyMax { get; init; }

    /// <summary>From a segment's start on the channel until a player had it, in milliseconds.</summary>
    public double? SegmentP50 { get; init; }
    public double? SegmentP99 { get; init; }
    public double SegmentsPerSecond { get; init; }
    public long Late { get; init; }

    /// <summary>Failures, cut connections, and messages that came on return, in this second.</summary>
    public long Failures { get; init; }
    public long Dropped { get; init; }
    public long Recovered { get; init; }

    /// <summary>Broken promises so far.</summary>
    public long Violations { get; init; }

    /// <summary>Percent of one processor, and MiB; null if the process is not known.</summary>
    public double? ServerCpu { get; init; }
    public double? ServerMib { get; init; }
    public double? OwnCpu { get; init; }
    public double? OwnMib { get; init; }
}

/// <summary>Looks once a second, and keeps what it saw.</summary>
internal sealed class Sampler(
    Meter meter,
    Violations violations,
    Func<int> connected,
    ProcessLoad? server,
    ProcessLoad own,
    TimeProvider time,
    Action<Sample> show
)
{
    /// <summary>Rates of less than this would be noise: the last piece of a rehearsal.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);

    private readonly long _started = time.GetTimestamp();
    private readonly List<Sample> _samples = [];
    private Counts _before = new();
    private long[]? _latency;
    private long[]? _segment;
    private TimeSpan _at;

    public IReadOnlyList<Sample> Samples => _samples;

    public Phase Phase { get; set; }

    public async Task Run(CancellationToken stop)
    {
        using var pulse = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (!stop.IsCancellationRequested)
        {
            Task tick = pulse.WaitForNextTickAsync(stop).AsTask();
            await tick.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Take();
        }
    }

    private void Take()
    {
        var (now, counts) = (time.GetElapsedTime(_started), meter.Read());
        var seconds = (now - _at).TotalSeconds;
        if (now - _at < Shortest)
        {
            return;
        }
        var latency = meter.Latency.Since(ref _latency);
        var segment = meter.Segment.Since(ref _segment);
        var (of, mine) = (server?.Read(), own.Read());
        var sample = new Sample
        {
            At = now.TotalSeconds,
            Phase = Phase,
            Connected = connected(),
            MessagesPerSecond = (counts.Posted - _before.Posted) / seconds,
            DeliveriesPerSecond = (Deliveries(counts) - Deliveries(_before)) / seconds,
            LatencyP50 = latency.At(50),
            LatencyP99 = latency.At(99),
            LatencyMax = latency.At(100),
            SegmentP50 = segment.At(50),
            SegmentP99 = segment.At(99),
            SegmentsPerSecond = (counts.Segments - _before.Segments) / seconds,
            Late = counts.Late - _before.Late,
            Failures = counts.Failures - _before.Failures,
            Dropped = counts.Dropped - _before.Dropped,
            Recovered = counts.Recovered - _before.Recovered,
            Violations = violations.Total,
            ServerCpu = of?.Percent,
            ServerMib = of?.Mib,
            OwnCpu = mine?.Percent,
            OwnMib = mine?.Mib,
        };
        (_before, _at) = (counts, now);
        _samples.Add(sample);
        show(sample);
    }

    private static long Deliveries(Counts counts) => counts.Delivered + counts.Recovered;
}
