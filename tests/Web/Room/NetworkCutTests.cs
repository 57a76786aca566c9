using System.Text.Json;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Room;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Room;

/// <summary>A stage on which a test moves the clock.</summary>
public sealed class ClockedStage : RoomStage
{
    public ManualClock Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider? Clock => Time;
}

/// <summary>A network that was away: what was missed comes in order, or one is told that it does not.</summary>
public sealed class NetworkCutTests(ClockedStage stage) : IClassFixture<ClockedStage>
{
    private const int MostRecovered = 500;

    private IRoomGrain Room =>
        stage
            .Server.Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IRoomGrain>(GalaId.Parse(stage.Gala, null).Value);

    [Theory]
    [InlineData(5, 12, true)]
    [InlineData(60, 120, true)]
    [InlineData(600, MostRecovered, true)]
    [InlineData(600, MostRecovered + 1, false)]
    [InlineData(600, 0, true)]
    public async Task Who_was_cut_off_gets_what_was_missed_or_is_told(int seconds, int missed, bool isRecovered)
    {
        var watcher = await stage.Seat(1);
        await watcher.Join(stage.Gala);
        var token = await stage.TakeSeat();
        var reader = await stage.Connect(token);
        var joined = await reader.Join(stage.Gala);
        var (epoch, last) = (joined.GetProperty("epoch").GetString(), joined.GetProperty("head").GetInt64());
        await reader.DisposeAsync();

        for (var number = 0; number < missed; number++)
        {
            Assert.False((await Announce($"{number}")).IsRefused);
        }
        stage.Time.Advance(TimeSpan.FromSeconds(seconds));
        await Arrived(watcher, last + missed);
        await using var again = await stage.Connect(token);
        var back = await again.Join(stage.Gala, epoch, last);

        Assert.Equal(isRecovered, back.GetProperty("recovered").GetBoolean());
        var numbers = back.GetProperty("entries").EnumerateArray().Select(Number).ToArray();
        Assert.Equal(last + missed, back.GetProperty("head").GetInt64());
        Assert.Equal(
            Enumerable.Range(1, missed).Select(step => last + step).TakeLast(isRecovered ? missed : numbers.Length),
            numbers
        );
        Assert.True(isRecovered || numbers.Length >= 50);
    }

    private Task<Result<RoomEntry>> Announce(string text) =>
        Room.Append(
            new Command(CommandId.Fresh(), Actor.Platform),
            EntryKinds.Announcement,
            null,
            $$$"""{"text":{"fr":"{{{text}}}"}}"""
        );

    // The node hears by batches, the connections by frames; both go by the clock.
    private Task Arrived(HubClient watcher, long head) =>
        Eventually.Holds(
            async () =>
            {
                stage.Time.Advance(TimeSpan.FromMilliseconds(500));
                return (await watcher.Join(stage.Gala)).GetProperty("head").GetInt64() == head;
            },
            TimeSpan.FromSeconds(20)
        );

    private static long Number(JsonElement entry) => entry.GetProperty("s").GetInt64();
}
