using Orleans.Runtime;

namespace GalaPlatform.Embedded.Activations;

/// <summary>Components that take part in an activation's life, by stage.</summary>
internal sealed class GrainLifecycle : IGrainLifecycle
{
    private readonly List<Part> _parts = [];

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var part = new Part(_parts, stage, observer);
        _parts.Add(part);
        return part;
    }

    /// <summary>Nothing migrates in one process.</summary>
    public void AddMigrationParticipant(IGrainMigrationParticipant participant) { }

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant) { }

    public async Task Start()
    {
        foreach (var part in _parts.OrderBy(part => part.Stage).ToArray())
        {
            await part.Observer.OnStart(CancellationToken.None);
            part.Started = true;
        }
    }

    public async Task Stop()
    {
        foreach (var part in _parts.Where(part => part.Started).OrderByDescending(part => part.Stage).ToArray())
        {
            await part.Observer.OnStop(CancellationToken.None);
        }
    }

    private sealed class Part(List<Part> parts, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public bool Started { get; set; }

        public void Dispose() => parts.Remove(this);
    }
}
