namespace GalaPlatform.Tests.Cluster.Host;

public interface ICounterGrain : IGrainWithGuidKey
{
    Task<int> Increment();

    Task<int> SlowIncrement();

    [AlwaysInterleave]
    Task<int> Peek();

    Task Leave();

    Task Fail(string words);

    Task<Guid> Key();
}

public interface ISecondFaceGrain : IGrainWithGuidKey
{
    ValueTask<int> Value();
}

internal sealed class CounterGrain(IGrainContext context, Journal journal) : ICounterGrain, ISecondFaceGrain, IGrainBase
{
    private int _value;

    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        journal.Write("activated");
        return Task.CompletedTask;
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        journal.Write($"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Increment() => Task.FromResult(++_value);

    public async Task<int> SlowIncrement()
    {
        var read = _value;
        await Task.Yield();
        await journal.Gate.Task;
        return _value = read + 1;
    }

    public Task<int> Peek() => Task.FromResult(_value);

    public Task Leave()
    {
        this.DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Fail(string words) => throw new InvalidDataException(words);

    public Task<Guid> Key() => Task.FromResult(this.GetPrimaryKey());

    public ValueTask<int> Value() => ValueTask.FromResult(_value);
}

/// <summary>What grains did, in the order in which they did it.</summary>
public sealed class Journal
{
    private readonly List<string> _lines = [];

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Write(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }

    public string[] Lines()
    {
        lock (_lines)
        {
            return [.. _lines];
        }
    }
}
