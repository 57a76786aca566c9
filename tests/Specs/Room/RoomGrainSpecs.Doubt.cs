using GalaPlatform.Common;
using GalaPlatform.Room;
using GalaPlatform.Silo.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Tests.Specs.Room;

/// <summary>When memory and database may differ.</summary>
public abstract partial class RoomGrainSpecs<TDatabase>
{
    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_told_to_everybody_once_somebody_asks_again()
    {
        var node = await Watch("n1");
        var words = Words("Allô", id: "c1");

        _line.AnswersToLose = 1;
        var lost = await Room.Say(words);
        var again = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Room.Say(words)));

        Assert.Equal((SayStatus.Refused, "store-unavailable"), (lost.Status, lost.Code));
        Assert.All(again, answer => Assert.Equal(new Said(SayStatus.Posted, 2), answer));
        _clock.Advance(RoomGrain.Tick);
        await node.Has(2);
        Assert.Equal([1, 2], (await Stored()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_told_at_the_next_renewal_if_nobody_asks_again()
    {
        await Watch("n1");

        _line.AnswersToLose = 1;
        await Room.Say(Words("Allô"));
        var renewed = await Room.Subscribe("n1", _cluster.Grains.CreateObjectReference<IRoomObserver>(new Node()), 10);

        Assert.Equal(2, renewed.Value!.History.Head);
        Assert.Equal([1, 2], renewed.Value.History.Entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Reactions_whose_commit_was_not_answered_are_counted_once()
    {
        await Watch("n1");
        await Room.Report("n1", [3, 0, 0, 0, 0, 0], default);
        await Room.Read(0, 1); // comes after the report
        _line.AnswersToLose = 1;
        _clock.Advance(ReactionCurve.Pace);
        await Eventually(() => _line.AnswersToLose == 0);
        await Room.Report("n1", [4, 0, 0, 0, 0, 0], default);
        await Room.Read(0, 1);

        await Eventually(async () =>
        {
            _clock.Advance(ReactionCurve.Pace);
            return (await Reactions()).Sum(row => row.Count) >= 7;
        });

        Assert.Equal(7, (await Reactions()).Sum(row => row.Count));
    }

    [Fact]
    public async Task Reactions_that_are_saved_twice_at_once_are_counted_once()
    {
        var (curve, slow) = (new ReactionCurve(_gala), new SlowStore(Store));
        curve.Add([3, 0, 0, 0, 0, 0], _clock.GetUtcNow());

        var (first, second) = (curve.Save(slow), curve.Save(slow));
        slow.LetOneThrough();
        await first;
        curve.Add([4, 0, 0, 0, 0, 0], _clock.GetUtcNow());
        slow.LetOneThrough();
        await second;
        await curve.Save(Store);

        Assert.True(curve.IsEmpty);
        Assert.Equal(7, (await Reactions()).Sum(row => row.Count));
    }

    [Fact]
    public async Task Settings_whose_answer_was_lost_hold_from_then_on()
    {
        var closing = Platform();

        _line.AnswersToLose = 1;
        Assert.True((await Room.ChangeSettings(closing, new RoomSettingsChange(false, 0))).IsRefused);
        Assert.False((await Room.ChangeSettings(closing, new RoomSettingsChange(false, 0))).IsRefused);

        Assert.Equal("room-closed", (await Room.Say(Words("Allô"))).Code);
    }

    [Fact]
    public async Task What_another_activation_wrote_is_noticed_at_the_next_renewal()
    {
        await Room.Say(Words("Allô"));
        await Store.Write(
            async (db, stop) =>
            {
                var (room, last) = (await db.Set<RoomRow>().SingleAsync(stop), (await Stored())[^1]);
                room.Head = 3;
                var entry = last.ToEntry() with { Sequence = 3, Id = new EntryId(Guid.NewGuid()) };
                db.Add(RoomEntryRow.Of(room.ToState(), entry, null));
                return true;
            }
        );

        var renewed = await Room.Subscribe("n1", _cluster.Grains.CreateObjectReference<IRoomObserver>(new Node()), 10);

        Assert.Equal(3, renewed.Value!.History.Head);
        Assert.Equal(4, (await Room.Say(Words("Encore"))).Sequence);
    }

    /// <summary>The real store, where each transaction waits until a test lets it through.</summary>
    private sealed class SlowStore(IGalaStore real) : IGalaStore
    {
        private readonly Queue<TaskCompletionSource> _waiting = [];

        public void LetOneThrough() => _waiting.Dequeue().SetResult();

        public Task<T> Read<T>(
            Func<GalaDbContext, CancellationToken, Task<T>> read,
            CancellationToken cancel = default
        ) => real.Read(read, cancel);

        public async Task<T> Write<T>(
            Func<GalaDbContext, CancellationToken, Task<T>> write,
            CancellationToken cancel = default
        )
        {
            var turn = new TaskCompletionSource();
            _waiting.Enqueue(turn);
            await turn.Task;
            return await real.Write(write, cancel);
        }

        public Task<Result<T>> Execute<T>(CommandEnvelope envelope, Func<CommandTransaction, Task<Result<T>>> work) =>
            real.Execute(envelope, work);
    }
}
