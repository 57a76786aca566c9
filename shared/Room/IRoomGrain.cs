using GalaPlatform.Common;

namespace GalaPlatform.Room;

/// <summary>A gala's live conversation: order, policy, durability. Key: <see cref="Galas.GalaId"/>. It never holds a connection.</summary>
[Alias("gala.IRoomGrain")]
public interface IRoomGrain : IGrainWithGuidKey
{
    /// <summary>Says something. The answer comes once the message is durable; the same command gets the same answer.</summary>
    [AlwaysInterleave, Alias("say")]
    Task<Said> Say(Utterance utterance);

    /// <summary>Puts an entry of the platform or the staff into the log.</summary>
    [AlwaysInterleave, Alias("append")]
    Task<Result<RoomEntry>> Append(Command command, string kind, Author? from, string data);

    /// <summary>A web node serves this room from now on; called again within 60 s to stay subscribed.</summary>
    /// <param name="node">Names the node; a node that starts again has another name.</param>
    /// <param name="observer">Where batches go.</param>
    /// <param name="newest">How many of the newest entries to answer, 0 to 200.</param>
    [Alias("subscribe")]
    Task<Result<RoomSnapshot>> Subscribe(string node, IRoomObserver observer, int newest);

    /// <summary>The node serves this room no longer.</summary>
    [Alias("unsubscribe")]
    Task Unsubscribe(string node);

    /// <summary>Entries after a number, in order, at most <paramref name="limit"/> (1 to 500).</summary>
    [AlwaysInterleave, Alias("read")]
    Task<Result<RoomHistory>> Read(long after, int limit);

    /// <summary>What a node counted since its last report; one call per node and tick, however many pupils there are.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reactions">New reactions by the order of <see cref="ReactionKinds.All"/>; empty if there were none.</param>
    /// <param name="presence">How many watch on this node now.</param>
    [OneWay, AlwaysInterleave, Alias("report")]
    Task Report(string node, int[] reactions, Presence presence);

    /// <summary>Opens or closes the room, or changes its pace. Answers the settings as the command left them.</summary>
    [Alias("settings")]
    Task<Result<RoomSettings>> ChangeSettings(Command command, RoomSettingsChange change);
}

/// <summary>A web node that serves rooms.</summary>
[Alias("gala.IRoomObserver")]
public interface IRoomObserver : IGrainObserver
{
    /// <summary>Something happened. It must only queue and return.</summary>
    [OneWay, Alias("deliver")]
    Task Deliver(RoomBatch batch);
}
