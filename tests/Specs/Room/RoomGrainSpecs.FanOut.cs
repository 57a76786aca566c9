using GalaPlatform.Classrooms;
using GalaPlatform.Room;
using GalaPlatform.Silo.Room;

namespace GalaPlatform.Tests.Specs.Room;

/// <summary>What the room costs: transactions and calls, counted.</summary>
public abstract partial class RoomGrainSpecs<TDatabase>
{
    [Fact]
    public async Task What_comes_while_a_commit_is_on_its_way_goes_into_the_next_one_without_waiting_for_more()
    {
        var before = _line.Commits;

        // The clock stands still: whatever waited for an instant to come would wait for ever.
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(SayFromSomeSeat));

        Assert.All(answers, said => Assert.Equal(SayStatus.Posted, said.Status));
        Assert.InRange(_line.Commits - before, 1, 40);
    }

    [Fact]
    public async Task Where_a_commit_takes_long_the_next_one_gathers_for_a_moment_and_a_quiet_room_waits_for_nothing()
    {
        var disk = TimeSpan.FromMilliseconds(5);
        _line.Committing = () => _clock.Advance(disk);
        await SayFromSomeSeat(1);
        var before = _line.Commits;

        var gathered = Task.WhenAll(SayFromSomeSeat(2), SayFromSomeSeat(3));
        _clock.Advance(RoomLog.LongestGathering - disk - TimeSpan.FromMilliseconds(1));
        for (var turn = 0; turn < 5; turn++)
        {
            await Room.Read(0, 1); // comes after what was said, and after what that set going
        }
        Assert.Equal(before, _line.Commits);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await gathered;
        Assert.Equal(before + 1, _line.Commits);

        _clock.Advance(RoomLog.LongestGathering);
        await SayFromSomeSeat(4);
        Assert.Equal(before + 2, _line.Commits);
    }

    [Fact]
    public async Task A_node_gets_one_call_for_a_tick_however_much_was_said()
    {
        Node[] nodes = [await Watch("n1"), await Watch("n2"), await Watch("n3")];
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Room.Say(Words("La première nouvelle part tout de suite"));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(SayFromSomeSeat));
        _clock.Advance(RoomGrain.Tick);
        await Task.WhenAll(nodes.Select(node => node.Has(102)));

        Assert.All(nodes, node => Assert.Equal(2, node.Batches));
        Assert.All(nodes, node => Assert.Equal(101, node.Entries.Length));
    }

    [Fact]
    public async Task Ten_reports_a_second_carry_any_number_of_reactions_into_one_row_for_each_second_and_kind()
    {
        const int Taps = 500;
        var node = await Watch("n1");

        for (var tick = 0; tick < 20; tick++)
        {
            await Room.Report("n1", [Taps, 0, 0, 0, 0, 0], default);
            await Room.Read(0, 1); // comes after the report
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }
        _clock.Advance(ReactionCurve.Pace);

        RoomReactionRow[] rows = [];
        await Eventually(async () => (rows = await Reactions()).Sum(row => row.Count) == 20 * Taps);
        Assert.InRange(rows.Length, 2, 3);
        await Eventually(() => node.Reactions[0] == 20 * Taps);
        Assert.InRange(node.Batches, 1, 25);
    }

    private Task<Said> SayFromSomeSeat(int number) =>
        Room.Say(
            Words($"Bravo {number}", seat: new SeatId(new Guid(number, 7, 0, new byte[8])), classroom: number % 5)
        );
}
