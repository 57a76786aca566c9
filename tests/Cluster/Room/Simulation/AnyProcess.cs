using GalaPlatform.Common;
using GalaPlatform.Embedded.Simulation;
using GalaPlatform.Room;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>
/// The room as a node outside of the processes reaches it: in the one that runs now, and of several in any, until things
/// have settled.
/// </summary>
internal sealed class AnyProcess(SimulatedCluster cluster, Guid gala, Random chance, Func<bool> isSettled) : IRoomGrain
{
    private readonly Dictionary<IGrainFactory, IRoomObserver> _references = [];
    private int _process;

    public Task<Said> Say(Utterance utterance) => Room().Say(utterance);

    public Task<Result<RoomEntry>> Append(Command command, string kind, Author? from, string data) =>
        Room().Append(command, kind, from, data);

    public Task<Result<RoomSnapshot>> Subscribe(string node, IRoomObserver observer, int newest)
    {
        var room = Room();
        var grains = cluster.GrainsOf(_process);
        if (!_references.TryGetValue(grains, out var reference))
        {
            _references[grains] = reference = grains.CreateObjectReference<IRoomObserver>(observer);
        }
        return room.Subscribe(node, reference, newest);
    }

    public Task Unsubscribe(string node) => Room().Unsubscribe(node);

    public Task<Result<RoomHistory>> Read(long after, int limit) => Room().Read(after, limit);

    public Task Report(string node, int[] reactions, Presence presence) => Room().Report(node, reactions, presence);

    public Task<Result<RoomSettings>> ChangeSettings(Command command, RoomSettingsChange change) =>
        Room().ChangeSettings(command, change);

    private IRoomGrain Room()
    {
        if (!isSettled() && chance.Next(5) == 0)
        {
            _process = chance.Next(cluster.Processes);
        }
        return cluster.GrainsOf(_process).GetGrain<IRoomGrain>(gala);
    }
}
