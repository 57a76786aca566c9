using GalaPlatform.Web.Room;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class SharedReadsTests
{
    private readonly List<TaskCompletionSource<int>> _begun = [];
    private readonly SharedReads<string, int> _reads;

    public SharedReadsTests() => _reads = new SharedReads<string, int>(_ => Begin());

    [Fact]
    public async Task Whoever_asks_while_a_read_is_on_its_way_shares_the_next_one()
    {
        var first = _reads.Get("a");
        await Begun(1);
        var others = Enumerable.Range(0, 50).Select(_ => _reads.Get("a")).ToArray();

        _begun[0].SetResult(1);
        Assert.Equal(1, await first);
        await Begun(2);
        var later = _reads.Get("a");
        _begun[1].SetResult(2);

        Assert.All(await Task.WhenAll(others), answer => Assert.Equal(2, answer));
        await Begun(3);
        _begun[2].SetResult(3);
        Assert.Equal(3, await later);
    }

    [Fact]
    public async Task After_an_answer_a_question_is_asked_anew()
    {
        for (var number = 0; number < 3; number++)
        {
            var asked = _reads.Get("a");
            await Begun(number + 1);
            _begun[number].SetResult(number);
            Assert.Equal(number, await asked);
        }
    }

    [Fact]
    public async Task One_failure_is_not_the_next_ones()
    {
        var first = _reads.Get("a");
        await Begun(1);
        var second = _reads.Get("a");

        _begun[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await Begun(2);
        _begun[1].SetResult(2);

        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Other_questions_do_not_wait()
    {
        var first = _reads.Get("a");
        await Begun(1);
        var other = _reads.Get("b");
        await Begun(2);

        _begun[1].SetResult(2);

        Assert.Equal(2, await other);
        Assert.False(first.IsCompleted);
    }

    private Task<int> Begin()
    {
        lock (_begun)
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _begun.Add(answer);
            return answer.Task;
        }
    }

    private async Task Begun(int count)
    {
        await Specs.Common.Eventually.Holds(
            () =>
            {
                lock (_begun)
                {
                    return Task.FromResult(_begun.Count >= count);
                }
            },
            TimeSpan.FromSeconds(5),
            TimeSpan.FromMilliseconds(1)
        );
        Assert.Equal(count, _begun.Count);
    }
}
