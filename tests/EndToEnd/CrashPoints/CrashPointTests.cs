using System.Text.Json;
using GalaPlatform.Tests.Specs.Room;

namespace GalaPlatform.Tests.EndToEnd.CrashPoints;

/// <summary>The process is killed at each point of a message's way; the ledger is what was acknowledged.</summary>
public sealed class CrashPointTests
{
    [Theory]
    [InlineData(CrashPoint.BeforeCommit, false, false)]
    [InlineData(CrashPoint.AfterCommitBeforeAck, false, true)]
    [InlineData(CrashPoint.AfterAckBeforeBroadcast, true, true)]
    public async Task Killed_there_it_keeps_what_it_acknowledged_and_posts_what_is_repeated_once(
        CrashPoint point,
        bool isAcknowledged,
        bool isStored
    )
    {
        await using var stage = new CrashStage(point);
        await stage.Open();
        await using var speaker = await stage.Join(stage.Speaker);
        await using var listener = await stage.Join(stage.Listener);
        var epoch = (await listener.Join(stage.Gala)).GetProperty("epoch").GetString();
        var before = Sequence(await speaker.Say(stage.Gala, "Avant", "c1"));
        await listener.EntriesUpTo(before);

        stage.Arm();
        var acknowledged = await OrLost(speaker.Say(stage.Gala, "Pendant", "c2"));
        await (isAcknowledged ? stage.Kill() : stage.Dead());
        var heard = listener.Received.Count(message =>
            message.Body.GetRawText().Contains("Pendant", StringComparison.Ordinal)
        );
        await stage.StartAgain();
        var kept = await stage.Log();
        await using var again = await stage.Join(stage.Speaker, epoch, before);
        await using var other = await stage.Join(stage.Speaker, epoch, before);
        var repeated = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? again : other).Say(stage.Gala, "Pendant", "c2"))
        );
        var after = Sequence(await again.Say(stage.Gala, "Après", "c3"));

        Assert.Equal(0, heard);
        Assert.Equal(isAcknowledged, acknowledged is not null);
        Assert.Equal(isStored ? ["Avant", "Pendant"] : ["Avant"], kept);
        Assert.All(repeated, answer => Assert.Equal(before + 1, Sequence(answer)));
        Assert.Equal(acknowledged is null ? before + 1 : Sequence(acknowledged.Value), before + 1);
        Assert.Equal(before + 2, after);
        Assert.Equal(["Avant", "Pendant", "Après"], await stage.Log());
        Assert.Equal([before + 1, before + 2], await Missed(stage, epoch!, before));
    }

    /// <summary>The numbers of what the listener gets when it comes back with the last one that it has.</summary>
    private static async Task<long[]> Missed(CrashStage stage, string epoch, long last)
    {
        await using var listener = await HubClient.Connect(stage.Address, stage.Listener);
        var joined = await listener.Join(stage.Gala, epoch, last);
        Assert.True(joined.GetProperty("recovered").GetBoolean());
        var numbers = joined.GetProperty("entries").EnumerateArray().Select(Number).ToList();
        if (numbers.Count < 2)
        {
            numbers.AddRange((await listener.EntriesUpTo(last + 2)).Select(Number));
        }
        return [.. numbers];
    }

    private static long Number(JsonElement entry) => entry.GetProperty("s").GetInt64();

    private static long Sequence(JsonElement said)
    {
        Assert.Equal("posted", said.GetProperty("status").GetString());
        return said.GetProperty("seq").GetInt64();
    }

    private static async Task<JsonElement?> OrLost(Task<JsonElement> call)
    {
        try
        {
            return await call;
        }
        catch (HubCallException)
        {
            return null;
        }
    }
}
