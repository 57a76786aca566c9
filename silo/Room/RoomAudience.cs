using GalaPlatform.Room;

namespace GalaPlatform.Silo.Room;

/// <summary>The web nodes that serve a room, and what they were not told yet. Never a connection, never a list of people.</summary>
internal sealed class RoomAudience
{
    /// <summary>A node that was not heard of for so long serves the room no more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, Node> _nodes = [];
    private readonly List<RoomEntry> _entries = [];
    private int[] _reactions = [];
    private RoomSettings? _settings;
    private Presence _told;

    public Presence Presence =>
        new(_nodes.Values.Sum(node => node.Presence.Seats), _nodes.Values.Sum(node => node.Presence.People));

    public int Count => _nodes.Count;

    public bool HasNews => _entries.Count > 0 || _reactions.Length > 0 || _settings is not null || Presence != _told;

    public void Subscribe(string name, IRoomObserver observer, DateTimeOffset now)
    {
        Sweep(now);
        var presence = _nodes.TryGetValue(name, out var known) ? known.Presence : default;
        _nodes[name] = new Node(observer, now, presence);
    }

    public void Unsubscribe(string name) => _nodes.Remove(name);

    /// <summary>Only a subscribed node counts: of another one nobody would notice that it is gone.</summary>
    public bool Report(string name, int[] reactions, Presence presence)
    {
        if (!_nodes.TryGetValue(name, out var node))
        {
            return false;
        }
        _nodes[name] = node with { Presence = presence };
        AddReactions(reactions);
        return true;
    }

    public void Tell(IEnumerable<RoomEntry> entries) => _entries.AddRange(entries);

    public void Tell(RoomSettings settings) => _settings = settings;

    /// <summary>The news since the last batch, for every node alike.</summary>
    public RoomBatch Take(RoomState room)
    {
        var presence = Presence;
        var batch = new RoomBatch(
            room.Gala,
            room.Epoch,
            room.Head,
            [.. _entries],
            _reactions,
            presence == _told ? null : presence,
            _settings
        );
        _entries.Clear();
        (_reactions, _settings, _told) = ([], null, presence);
        return batch;
    }

    public IEnumerable<IRoomObserver> Observers(DateTimeOffset now)
    {
        Sweep(now);
        return _nodes.Values.Select(node => node.Observer);
    }

    private void AddReactions(int[] reactions)
    {
        if (reactions.Length != ReactionKinds.All.Length || Array.TrueForAll(reactions, count => count <= 0))
        {
            return;
        }
        if (_reactions.Length == 0)
        {
            _reactions = new int[reactions.Length];
        }
        for (var kind = 0; kind < reactions.Length; kind++)
        {
            _reactions[kind] += Math.Max(0, reactions[kind]);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (name, node) in _nodes)
        {
            if (now - node.HeardAt > Patience)
            {
                _nodes.Remove(name);
            }
        }
    }

    private readonly record struct Node(IRoomObserver Observer, DateTimeOffset HeardAt, Presence Presence);
}
