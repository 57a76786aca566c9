using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Room;
using GalaPlatform.Silo.Room;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static GalaPlatform.Tests.Unit.Room.RoomExamples;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class RoomRulesTests
{
    [Fact]
    public void A_message_becomes_the_next_entry_as_it_will_be_shown()
    {
        var room = Open.Said(Words(1, "Bravo !"), 0);

        var step = room.Say(Words(2, " Merci « 6B » 👏 ", replyTo: 1), 1).Value!;

        Assert.Equal(2, step.Entry.Sequence);
        Assert.Equal(EntryKinds.Message, step.Entry.Kind);
        Assert.Equal(
            """{"text":"Merci « 6B » 👏","replyTo":1}""",
            step.Entry.Data.Replace("\\uD83D\\uDC4F", "👏", StringComparison.Ordinal)
        );
        Assert.Equal(step.Entry, step.Next.Recent[^1]);
        Assert.Equal(2, step.Next.Head);
    }

    [Fact]
    public void Nobody_speaks_in_a_closed_room()
    {
        var closed = Open.Set(new RoomSettings(false, 0), 0).Value!.Next;

        Assert.Equal("room-closed", closed.Say(Words(1, "Allô ?"), 1).Refusal!.Code);
        Assert.Equal("room-closed", closed.Say(StaffWords("Allô ?"), 1).Refusal!.Code);
    }

    [Fact]
    public void Slow_mode_tells_the_seconds_that_are_left()
    {
        var slow = Open.Set(new RoomSettings(true, 30), 0).Value!.Next.Said(Words(1, "Un"), 1);

        var refused = slow.Say(Words(1, "Deux"), 12.5).Refusal!;

        Assert.Equal("too-fast", refused.Code);
        Assert.Equal(19, refused.RetryAfterSeconds);
        Assert.False(slow.Say(Words(2, "Un"), 12.5).IsRefused);
        Assert.False(slow.Say(Words(1, "Deux"), 31).IsRefused);
    }

    [Fact]
    public void Slow_mode_goes_on_after_a_restart()
    {
        var before = Open.Set(new RoomSettings(true, 30), 0).Value!.Next.Said(Words(1, "Un"), 1);
        var stored = new RoomState(before.Gala, before.Epoch, before.Head, before.Settings);

        var restored = RoomRules.Restore(stored, before.Recent);

        Assert.Equal("too-fast", restored.Say(Words(1, "Deux"), 12).Refusal!.Code);
    }

    [Fact]
    public void The_staff_is_not_slowed()
    {
        var slow = Open.Set(new RoomSettings(true, 300), 0).Value!.Next.Said(StaffWords("Un"), 1);

        Assert.False(slow.Say(StaffWords("Deux"), 1).IsRefused);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(301)]
    public void Slow_mode_has_bounds(int seconds) =>
        Assert.Equal("bad-slow-mode", Open.Set(new RoomSettings(true, seconds), 0).Refusal!.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void One_answers_only_messages_that_exist(long replyTo)
    {
        var room = Open.Set(new RoomSettings(true, 0), 0).Value!.Next.Said(Words(1, "Deuxième entrée"), 1);

        Assert.Equal("no-such-message", room.Say(Words(2, "Oui", replyTo), 2).Refusal!.Code);
        Assert.False(room.Say(Words(2, "Oui", 2), 2).IsRefused);
    }

    [Fact]
    public void A_seat_a_class_and_the_room_have_budgets()
    {
        var seatOnly = new RoomLimits
        {
            Seat = new(2, 1),
            Classroom = new(100, 100),
            Room = new(100, 100),
        };
        var roomOnly = new RoomLimits
        {
            Seat = new(100, 100),
            Classroom = new(100, 100),
            Room = new(2, 1),
        };
        var twice = Open.Say(Words(1, "Un"), 0, seatOnly).Value!.Next.Say(Words(1, "Deux"), 0, seatOnly).Value!.Next;
        var twiceInRoom = Open.Say(Words(1, "Un"), 0, roomOnly)
            .Value!.Next.Say(Words(2, "Deux"), 0, roomOnly)
            .Value!.Next;

        Assert.Equal(1, twice.Say(Words(1, "Trois"), 0, seatOnly).Refusal!.RetryAfterSeconds);
        Assert.False(twice.Say(Words(2, "Trois"), 0, seatOnly).IsRefused);
        Assert.False(twice.Say(Words(1, "Trois"), 1, seatOnly).IsRefused);
        Assert.Equal("too-fast", twiceInRoom.Say(Words(3, "Trois"), 0, roomOnly).Refusal!.Code);
    }

    [Fact]
    public void A_seat_says_the_same_twice_in_ten_seconds_and_not_three_times()
    {
        var room = Open.Said(Words(1, "Vive la 6B !"), 0).Said(Words(1, "Bravo"), 1).Said(Words(1, "vive la 6b"), 2);

        var refused = room.Say(Words(1, "  VIVE la 6B…"), 3.5).Refusal!;

        Assert.Equal(("message-repeated", 7), (refused.Code, refused.RetryAfterSeconds));
        Assert.False(room.Say(Words(2, "Vive la 6B !"), 3.5).IsRefused);
        Assert.False(room.Say(Words(1, "Vive la 6C !"), 3.5).IsRefused);
        Assert.False(room.Say(Words(1, "Vive la 6B !"), 10).IsRefused);
        Assert.False(room.Said(StaffWords("Chut"), 2).Said(StaffWords("Chut"), 2).Say(StaffWords("Chut"), 2).IsRefused);
        Assert.False(room.Say(Words(1, "Vive la 6B"), 3, new RoomLimits { RepeatSeconds = 0 }).IsRefused);
        Assert.False(room.Said(Words(1, "Vive la 6B"), 10).Say(Words(1, "Vive la 6B"), 11).IsRefused);
    }

    [Theory]
    [InlineData("Seat:Burst", "0")]
    [InlineData("Seat:PerSecond", "-1")]
    [InlineData("Classroom:PerSecond", "0")]
    [InlineData("Room:Burst", "-5")]
    [InlineData("Repeats", "0")]
    [InlineData("RepeatSeconds", "301")]
    public void A_budget_that_makes_no_sense_is_named_at_start(string setting, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Room:{setting}", value)]).Build();

        var problem = Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddRoom(configuration));

        Assert.Equal($"Room:{setting}", problem.ParamName);
    }

    [Fact]
    public void One_setting_of_a_budget_leaves_the_others_as_they_are()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Room:Seat:Burst", "3"), new("Room:Seat:PerSecond", "0.5")])
            .Build();

        var limits = new ServiceCollection()
            .AddRoom(configuration)
            .BuildServiceProvider()
            .GetRequiredService<RoomLimits>();

        Assert.Equal(new RoomLimits { Seat = new(3, 0.5) }, limits);
    }

    [Fact]
    public void Memory_keeps_the_newest_entries_only()
    {
        var room = Enumerable
            .Range(0, 500)
            .Aggregate(Open, (state, number) => state.Said(Words(number, "Bonjour"), number));

        Assert.Equal(RoomLimits.Recent, room.Recent.Count);
        Assert.Equal(500, room.Recent[^1].Sequence);
        Assert.False(room.Say(Words(1, "Oui", replyTo: 1), 600).IsRefused);
    }

    [Fact]
    public void What_thousands_of_seats_left_behind_is_dropped()
    {
        var room = Enumerable
            .Range(0, 9_000)
            .Aggregate(Open, (state, number) => state.Said(Words(number, "Bonjour"), number));

        Assert.InRange(
            room.SpokeAt.Count + room.SpentUntil.Count + room.Repetitions.Count,
            1,
            2 * RoomState.LeastPruneAbove
        );
    }

    [Fact]
    public void Whatever_is_said_in_whatever_order_numbers_have_no_gap_and_refusals_change_nothing()
    {
        var words =
            from seat in Gen.Choose(1, 4)
            from text in Gen.Elements("Bravo", "", "👏👏", new string('x', 400), "a\uD800")
            from reply in Gen.Elements<long?>(null, 1, 2, 50, -3)
            from pause in Gen.Choose(0, 5)
            select (Words: Words(seat, text, reply), Pause: pause);

        Prop.ForAll(
                Arb.From(Gen.ListOf(words)),
                told =>
                {
                    var (room, second, kept) = (Open.Set(new RoomSettings(true, 2), 0).Value!.Next, 0, 1);
                    foreach (var (utterance, pause) in told)
                    {
                        second += pause;
                        var said = room.Say(utterance, second);
                        kept += said.IsRefused ? 0 : 1;
                        room = said.Value?.Next ?? room;
                        Assert.Equal(kept, room.Head);
                    }
                    Assert.Equal(
                        Enumerable.Range(1, kept).Select(number => (long)number).TakeLast(RoomLimits.Recent),
                        room.Recent.Select(entry => entry.Sequence)
                    );
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
