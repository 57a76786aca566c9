using System.Net;
using GalaPlatform.Rehearsal.Channel;
using GalaPlatform.Rehearsal.Measure;
using GalaPlatform.Rehearsal.Report;
using GalaPlatform.Rehearsal.Room;
using GalaPlatform.Rehearsal.Stage;

namespace GalaPlatform.Rehearsal;

/// <summary>A dress rehearsal from the doors to the report.</summary>
internal sealed class DressRehearsal(RehearsalOptions options, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(100);

    private readonly Violations _violations = new();
    private readonly Meter _meter = new();
    private readonly Random _dice = Random.Shared;

    /// <summary>Holds it.</summary>
    /// <exception cref="RehearsalException">It cannot be held.</exception>
    public async Task<RehearsalReport> Hold((string Email, string Password)? organizer, CancellationToken stop)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            }
        )
        {
            BaseAddress = options.Server,
            Timeout = TimeSpan.FromSeconds(30),
        };
        var tag = Script.NewTag(_dice);
        await output.WriteLineAsync(
            $"Preparing a rehearsal for {options.Classes} classes and {options.Pupils} pupils…"
        );
        await using var stage = await Prepare(http, organizer, tag);
        return await Play(http, stage, tag, stop);
    }

    private async Task<GalaStage> Prepare(HttpClient http, (string, string)? organizer, string tag)
    {
        if (options is { Gala: { } gala, CodesFile: { } file })
        {
            return GivenStage.Read(gala, file, options.Classes);
        }
        return organizer is { } account
            ? await OwnStage.Build(http, account, options, tag, time)
            : throw new RehearsalException(
                "GALA_ORGANIZER_EMAIL and GALA_ORGANIZER_PASSWORD in the environment say who makes the gala to rehearse; "
                    + "or name one that exists, with --gala and --codes-file."
            );
    }

    private async Task<RehearsalReport> Play(HttpClient http, GalaStage stage, string tag, CancellationToken stop)
    {
        var clock = new ServerClock(time);
        var ledger = new RoomLedger(options.MostMessages, _violations);
        using var room = new RoomScene
        {
            Server = options.Server,
            Gala = stage.Gala,
            Tag = tag,
            Script = new Script(tag),
            Ledger = ledger,
            Violations = _violations,
            Meter = _meter,
            Clock = clock,
            Time = time,
        };
        var segments = new ChannelLedger(_violations);
        var channel = new ChannelScene(
            http,
            stage.Gala,
            segments,
            _violations,
            _meter,
            clock,
            time,
            options.SegmentKib
        );
        var crowd = new Crowd(options, room, channel, new Api(http), _dice);
        var samples = await Play(stage, crowd, room, stop);
        ledger.Settle(stage.IsOurs);
        return RehearsalReport.Of(options, stage, ledger, segments, _meter, _violations, samples, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<Sample>> Play(GalaStage stage, Crowd crowd, RoomScene room, CancellationToken stop)
    {
        using var server = Server();
        using var own = new ProcessLoad(Environment.ProcessId, time);
        var table = new LiveTable(output);
        var sampler = new Sampler(_meter, _violations, () => crowd.Here, server, own, time, table.Show);
        using var looked = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var home = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var looking = sampler.Run(looked.Token);
        try
        {
            await crowd.Enter(stage.Codes, home.Token);
            var chatter = new Chatter(room, options, crowd.Seats, _dice);
            var kept = chatter.LookAfter(home.Token);
            sampler.Phase = Phase.Show;
            await Show(chatter, stop);
            sampler.Phase = Phase.Drain;
            await Drain(crowd, room.Ledger, stop);
            // From here on nobody comes back: who is here now was here at the end.
            var here = crowd.Seats.Where(seat => seat.IsHere).ToList();
            await home.CancelAsync();
            await Task.WhenAll(kept, crowd.Home());
            here.ForEach(seat => seat.StayedToTheEnd());
        }
        finally
        {
            await home.CancelAsync();
            await looked.CancelAsync();
            await looking;
        }
        return sampler.Samples;
    }

    private async Task Show(Chatter chatter, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(TimeSpan.FromSeconds(options.Seconds));
        await chatter.Run(over.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, over.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until everybody is back and everything acknowledged has arrived, but not for ever.</summary>
    private async Task Drain(Crowd crowd, RoomLedger ledger, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        while (
            time.GetElapsedTime(since) < DrainPatience
            && (ledger.Answered < ledger.Sent || crowd.Here < crowd.Seats.Count || ledger.Awaited() > 0)
        )
        {
            await Task.Delay(Pulse, time, stop);
        }
    }

    private ProcessLoad? Server()
    {
        try
        {
            return options.ServerPid is { } id ? new ProcessLoad(id, time) : null;
        }
        catch (ArgumentException)
        {
            throw new RehearsalException($"There is no process {options.ServerPid}.");
        }
    }
}
