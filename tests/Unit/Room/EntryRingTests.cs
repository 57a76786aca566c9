using System.Text.Json;
using GalaPlatform.Room;
using GalaPlatform.Web.Room;
using static GalaPlatform.Tests.Unit.Room.RoomExamples;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class EntryRingTests
{
    [Fact]
    public void Only_the_next_entry_is_taken()
    {
        var ring = new EntryRing(8);

        Assert.True(ring.TryAdd(Entry(1)));
        Assert.False(ring.TryAdd(Entry(1)));
        Assert.False(ring.TryAdd(Entry(3)));
        Assert.True(ring.TryAdd(Entry(2)));
        Assert.Equal(2, ring.Head);
    }

    [Fact]
    public void The_newest_are_kept_and_told_in_order()
    {
        var ring = new EntryRing(8);
        for (var number = 1; number <= 21; number++)
        {
            ring.TryAdd(Entry(number));
        }

        Assert.Equal(14, ring.First);
        Assert.Equal([14, 15, 16, 17, 18, 19, 20, 21], ring.Between(13, 21).Select(Number));
        Assert.Empty(ring.Between(21, 21));
    }

    [Fact]
    public void It_can_begin_anywhere()
    {
        var ring = new EntryRing(8);
        ring.Reset(1_000);

        Assert.Equal(1_001, ring.First);
        Assert.True(ring.TryAdd(Entry(1_001)));
        Assert.Equal([1_001], ring.Between(1_000, 1_001).Select(Number));
    }

    internal static RoomEntry Entry(long number) =>
        new(number, new EntryId(Guid.Empty), EntryKinds.Message, At(0), null, """{"text":"Bravo"}""");

    private static long Number(byte[] entry) => JsonDocument.Parse(entry).RootElement.GetProperty("s").GetInt64();
}
