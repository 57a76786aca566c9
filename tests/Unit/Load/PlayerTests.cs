using System.Net;
using System.Net.Http.Json;
using GalaPlatform.Rehearsal;
using GalaPlatform.Rehearsal.Channel;
using GalaPlatform.Rehearsal.Measure;
using static GalaPlatform.Tests.Unit.Load.LoadExamples;

namespace GalaPlatform.Tests.Unit.Load;

/// <summary>The rehearsal's players see that a segment comes late or not at all, and nothing when all is well.</summary>
public sealed class PlayerTests
{
    private readonly HurriedClock _clock = new(StartOf(10));
    private readonly Violations _violations = new();
    private readonly ShortChannel _channel;

    public PlayerTests() => _channel = new ShortChannel(_clock);

    [Fact]
    public async Task A_channel_that_keeps_its_promises_is_played_to_its_end()
    {
        var meter = await Play();

        Assert.Empty(_violations.Broken());
        Assert.Equal(
            ["360p.m3u8"],
            _channel.Asked.Where(it => it.EndsWith("p.m3u8", StringComparison.Ordinal)).Distinct()
        );
        Assert.Equal(
            Enumerable.Range(7, 13).Select(ShortChannel.Segment),
            _channel.Asked.Where(it => it.EndsWith(".m4s", StringComparison.Ordinal))
        );
        Assert.Equal(0, meter.Read().Late);
    }

    [Fact]
    public async Task A_segment_that_takes_more_than_three_target_durations_is_late()
    {
        _channel.Slow[ShortChannel.Segment(14)] = TimeSpan.FromSeconds(4.5);

        var meter = await Play();

        Assert.Equal([(Promise.SegmentLate, 1)], _violations.Broken());
        Assert.Contains("segment 14", Assert.Single(_violations.Kept).Detail, StringComparison.Ordinal);
        Assert.Equal(1, meter.Read().Late);
    }

    [Fact]
    public async Task A_segment_that_comes_within_three_target_durations_is_not_late()
    {
        _channel.Slow[ShortChannel.Segment(14)] = TimeSpan.FromSeconds(3.5);

        await Play();

        Assert.Empty(_violations.Broken());
    }

    [Fact]
    public async Task A_segment_that_three_tries_do_not_bring_is_missing()
    {
        _channel.Gone[ShortChannel.Segment(14)] = 3;

        await Play();

        Assert.Equal([(Promise.SegmentMissing, 1)], _violations.Broken());
        Assert.Contains("segment 14", Assert.Single(_violations.Kept).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_that_comes_at_the_third_try_is_there()
    {
        _channel.Gone[ShortChannel.Segment(14)] = 2;

        await Play();

        Assert.Empty(_violations.Broken());
    }

    [Fact]
    public async Task A_playlist_that_cannot_be_had_is_noted_and_asked_for_again()
    {
        _channel.Gone["360p.m3u8"] = 3;

        await Play();

        Assert.Equal([(Promise.SegmentMissing, 1)], _violations.Broken());
        Assert.Contains(ShortChannel.Segment(19), _channel.Asked);
    }

    private async Task<Meter> Play()
    {
        using var http = new HttpClient(_channel) { BaseAddress = ShortChannel.Address };
        var meter = new Meter();
        var scene = new ChannelScene(
            http,
            Gala,
            new ChannelLedger(_violations),
            _violations,
            meter,
            new ServerClock(_clock),
            _clock,
            64
        );
        await new Player(scene, "a token", "class 1", takesBest: false).Play(default);
        return meter;
    }

    /// <summary>A channel on air whose last segment is number 19.</summary>
    private sealed class ShortChannel(HurriedClock clock) : HttpMessageHandler
    {
        private const int Listed = 6;
        private const int Last = 19;

        public static readonly Uri Address = new("http://gala.example/");

        public List<string> Asked { get; } = [];

        /// <summary>How long an answer takes.</summary>
        public Dictionary<string, TimeSpan> Slow { get; } = [];

        /// <summary>How often something cannot be had.</summary>
        public Dictionary<string, int> Gone { get; } = [];

        public static string Segment(int number) => $"{number:00000}.m4s";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var name = request.RequestUri!.Segments[^1];
            Asked.Add(name);
            Assert.True(clock.GetUtcNow() < StartOf(10 * Last), "a player that goes on long after the end");
            if (Gone.GetValueOrDefault(name) is > 0 and var left)
            {
                Gone[name] = left - 1;
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
            }
            clock.Pass(Slow.GetValueOrDefault(name));
            return Task.FromResult(new HttpResponseMessage { Content = Content(name) });
        }

        private HttpContent Content(string name) =>
            name switch
            {
                "playback" => JsonContent.Create(new { hls = new Uri(Address, "master.m3u8") }),
                "master.m3u8" => new StringContent(
                    "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2000000\n720p.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=900000\n360p.m3u8\n"
                ),
                "360p.m3u8" => new StringContent(Playlist()),
                _ => new ByteArrayContent(new byte[100]),
            };

        private string Playlist()
        {
            var newest = Math.Min((clock.GetUtcNow() - StartOf(0)) / TimeSpan.FromSeconds(2) - 1, Last);
            var first = (long)newest - Listed + 1;
            return PlaylistText(first, Listed) + (newest < Last ? "" : "#EXT-X-ENDLIST\n");
        }
    }

    /// <summary>The time of one who waits alone: whenever it waits, that time is over.</summary>
    private sealed class HurriedClock(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _now += time;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pass(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
