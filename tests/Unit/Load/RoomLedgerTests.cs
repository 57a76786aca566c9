using GalaPlatform.Rehearsal;
using GalaPlatform.Rehearsal.Room;
using static GalaPlatform.Tests.Unit.Load.LoadExamples;

namespace GalaPlatform.Tests.Unit.Load;

/// <summary>The rehearsal's oracle sees each promise of the room when it is broken, and nothing when it is kept.</summary>
public sealed class RoomLedgerTests
{
    private readonly Violations _violations = new();
    private readonly RoomLedger _room;

    public RoomLedgerTests() => _room = new RoomLedger(100, _violations);

    [Fact]
    public void What_everybody_reads_once_and_in_order_breaks_nothing()
    {
        var (one, other) = (_room.Reader("one"), _room.Reader("other", head: 0));
        Post(1, 2);

        one.Reads((1, 0));
        one.Reads((2, 1));
        other.Reads((1, 0), (2, 1));
        Settle();

        Assert.Empty(_violations.Broken());
    }

    [Fact]
    public void An_acknowledged_message_that_reaches_nobody_is_lost()
    {
        var (one, other) = (_room.Reader("one"), _room.Reader("other"));
        Post(1, 2);

        one.Reads((2, 1));
        other.Reads((2, 1));
        _room.Reader("late", head: 2);
        Settle();

        Assert.Equal([(Promise.Lost, 1)], _violations.Broken());
    }

    [Fact]
    public void An_acknowledged_message_that_one_reader_lacks_is_missed()
    {
        var (one, other) = (_room.Reader("one"), _room.Reader("other"));
        Post(1, 2);

        one.Reads((1, 0), (2, 1));
        other.Reads((2, 1));
        Settle();

        Assert.Equal([(Promise.Missed, 1)], _violations.Broken());
        Assert.Equal("message 0, entry 1, did not reach other", _violations.Kept.Single().Detail);
    }

    [Fact]
    public void What_a_later_entry_passed_over_is_not_waited_for()
    {
        var (one, other) = (_room.Reader("one"), _room.Reader("other"));
        Post(1, 2);
        Assert.Equal(4, _room.Awaited());

        one.Reads((1, 0));
        Assert.Equal(3, _room.Awaited());
        other.Reads((2, 1));

        Assert.Equal(1, _room.Awaited());
    }

    [Fact]
    public void What_comes_twice_is_doubled()
    {
        var one = _room.Reader("one");
        Post(1, 2);

        one.Reads((1, 0), (2, 1));
        one.Reads((2, 1));
        Settle();

        Assert.Equal([(Promise.Doubled, 1)], _violations.Broken());
    }

    [Fact]
    public void What_comes_after_a_later_one_is_out_of_order()
    {
        var one = _room.Reader("one");
        Post(1, 2);

        one.Reads((2, 1));
        one.Reads((1, 0));
        Settle();

        Assert.Equal([(Promise.OutOfOrder, 1)], _violations.Broken());
    }

    [Fact]
    public void A_message_that_is_never_answered_is_noted_even_if_it_was_shown()
    {
        var one = _room.Reader("one");
        _room.Send(due: 0);

        one.Reads((1, 0));
        Settle();

        Assert.Equal([(Promise.Unanswered, 1)], _violations.Broken());
    }

    [Fact]
    public void A_message_under_two_numbers_is_contradicted()
    {
        var one = _room.Reader("one");
        Post(7);

        one.Reads((7, 0));
        one.Reads((8, 0));
        Settle();

        Assert.Equal([(Promise.Contradicted, 1)], _violations.Broken());
    }

    [Fact]
    public void What_was_refused_must_not_be_shown()
    {
        var one = _room.Reader("one");
        _room.Refuse(_room.Send(due: 0), "room-closed");

        one.Reads((1, 0));
        Settle();

        Assert.Equal([(Promise.Refused, 1), (Promise.RefusedButShown, 1)], _violations.Broken());
    }

    [Fact]
    public void A_command_said_again_gets_the_same_answer_and_counts_once()
    {
        var one = _room.Reader("one");
        var number = _room.Send(due: 0);

        _room.Post(number, 1);
        _room.Post(number, 1);
        one.Reads((1, number));
        Settle();

        Assert.Empty(_violations.Broken());
        Assert.Equal((1, 1), (_room.Answered, _room.Posted));
    }

    [Fact]
    public void Who_comes_back_gets_what_it_missed_once()
    {
        var one = _room.Reader("one");
        Post(1, 2, 3, 4);
        one.Reads((1, 0));
        var news = new List<SeenEntry>();

        one.Join(Joined(3, recovered: true, "e1", (2, 1), (3, 2)), after: 1, news);
        one.Reads((4, 3));
        Settle();

        Assert.Equal([2L, 3L], news.Select(entry => entry.Sequence));
        Assert.Empty(_violations.Broken());
    }

    [Fact]
    public void Frames_that_were_on_their_way_while_a_reader_asked_double_nothing()
    {
        var one = _room.Reader("one");
        Post(1, 2, 3);
        one.Reads((1, 0));
        var news = new List<SeenEntry>();

        one.Reads((2, 1));
        one.Join(Joined(3, recovered: true, "e1", (2, 1), (3, 2)), after: 1, news);
        Settle();

        Assert.Equal([3L], news.Select(entry => entry.Sequence));
        Assert.Empty(_violations.Broken());
    }

    [Fact]
    public void To_be_given_again_what_one_said_to_hold_is_doubled()
    {
        var one = _room.Reader("one");
        Post(1, 2);
        one.Reads((1, 0));

        one.Join(Joined(2, recovered: true, "e1", (1, 0), (2, 1)), after: 1, []);
        Settle();

        Assert.Equal([(Promise.Doubled, 1)], _violations.Broken());
    }

    [Fact]
    public void To_be_given_what_was_missed_in_another_order_is_noted()
    {
        var one = _room.Reader("one");
        Post(1, 2);

        one.Join(Joined(2, recovered: true, "e1", (2, 1), (1, 0)), after: 0, []);
        Settle();

        Assert.Contains(_violations.Broken(), broken => broken.Promise == Promise.OutOfOrder);
    }

    [Fact]
    public void Who_comes_back_and_is_not_told_what_it_missed_says_so()
    {
        var one = _room.Reader("one");
        Post(1, 2, 3);
        one.Reads((1, 0));

        one.Join(Joined(3, recovered: false, "e1", (1, 0), (3, 2)), after: 1, []);
        Settle();

        // It is the only reader: what it did not get reached nobody.
        Assert.Equal([(Promise.Lost, 1), (Promise.NotRecovered, 1)], _violations.Broken());
    }

    [Fact]
    public void Another_log_is_noted()
    {
        var one = _room.Reader("one");

        one.Join(Joined(0, recovered: false, "e2"), after: 0, []);

        Assert.Equal([(Promise.LogRestarted, 1)], _violations.Broken());
    }

    [Fact]
    public void A_reader_that_is_gone_at_the_end_was_shut_out_and_is_owed_nothing()
    {
        var (one, gone) = (_room.Reader("one"), _room.Reader("gone"));
        Post(1);
        one.Reads((1, 0));

        gone.IsHere = false;
        Settle();

        Assert.Equal([(Promise.ShutOut, 1)], _violations.Broken());
    }

    [Fact]
    public void What_was_said_before_a_reader_came_is_no_concern_of_it()
    {
        var one = _room.Reader("one");
        Post(1, 2);
        one.Reads((1, 0), (2, 1));

        _room.Reader("late", head: 2);
        Settle();

        Assert.Empty(_violations.Broken());
    }

    [Fact]
    public void A_head_above_what_a_reader_holds_tells_it_to_ask()
    {
        var one = _room.Reader("one");

        Assert.True(one.Read(Frame(1, (1, -1)), []));
        Assert.False(one.Read(Frame(3), []));
    }

    [Fact]
    public void More_taps_than_hands_made_are_noted()
    {
        var one = _room.Reader("one");
        _room.Tap();
        object[] arguments =
        [
            new
            {
                g = Gala,
                e = "e1",
                h = 0,
                r = new { clap = 1, heart = 1 },
            },
        ];

        one.Read(Read(new { type = 1, arguments }), []);
        Settle();

        Assert.Equal([(Promise.TapsMultiplied, 1)], _violations.Broken());
    }

    private void Post(params long[] sequences)
    {
        foreach (var sequence in sequences)
        {
            _room.Post(_room.Send(due: 0), sequence);
        }
    }

    private void Settle() => _room.Settle(isAlone: true);
}
