using Orleans.Runtime;

namespace GalaPlatform.Embedded.Activations;

/// <summary>Says when a scheduler that has work may run it: on the thread pool, or when a simulation chooses.</summary>
internal interface IDispatcher
{
    void Ready(ActivationScheduler scheduler);

    void Deliver(Calls.GrainCall call, Action<Calls.GrainCall> route);

    void Answer(Calls.GrainCall call, Action complete);

    void Note(string happening);
}

/// <summary>
/// One activation's task scheduler. Whatever an activation awaits comes back here,
/// so its code runs on one thread at a time and needs no locks.
/// </summary>
internal sealed class ActivationScheduler(IDispatcher dispatcher, string name, Activation? activation)
    : TaskScheduler,
        IWorkItemScheduler,
        IThreadPoolWorkItem
{
    /// <summary>Work items run in one go before other activations get the thread.</summary>
    private const int Quantum = 64;

    [ThreadStatic]
    private static ActivationScheduler? _current;

    private readonly Queue<Task> _queue = new();
    private bool _ready;
    private bool _killed;

    public static Activation? CurrentActivation => _current?.Owner;

    public static string CurrentName => _current?.Name ?? "outside";

    public Activation? Owner => activation;

    public string Name => name;

    public void QueueAction(Action action) => Start(action);

    public void QueueAction(Action<object> action, object state) => Start(() => action(state));

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    /// <summary>From now on nothing of this activation runs, not even what it awaits: its process died.</summary>
    public void Kill()
    {
        lock (_queue)
        {
            _killed = true;
            _queue.Clear();
        }
    }

    public void Execute()
    {
        for (var count = 0; count < Quantum; count++)
        {
            if (!RunOne(out var more) || !more)
            {
                return;
            }
        }

        dispatcher.Ready(this);
    }

    /// <summary>Runs the oldest work item; false if there is none.</summary>
    public bool RunOne(out bool more)
    {
        if (!TryTake(out var task))
        {
            more = false;
            return false;
        }

        var outer = _current;
        _current = this;
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            _current = outer;
        }

        more = StillReady();
        return true;
    }

    protected override void QueueTask(Task task)
    {
        lock (_queue)
        {
            if (_killed)
            {
                return;
            }

            _queue.Enqueue(task);
            if (_ready)
            {
                return;
            }

            _ready = true;
        }

        dispatcher.Ready(this);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_queue)
        {
            return [.. _queue];
        }
    }

    /// <summary>The caller's async locals stay with the caller: a call carries its request context itself.</summary>
    private void Start(Action action)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            new Task(action).Start(this);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            new Task(action).Start(this);
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Task? task)
    {
        lock (_queue)
        {
            var found = _queue.TryDequeue(out task);
            _ready = found;
            return found;
        }
    }

    private bool StillReady()
    {
        lock (_queue)
        {
            return _ready = _queue.Count > 0;
        }
    }
}
