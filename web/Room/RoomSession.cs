using System.Diagnostics.CodeAnalysis;
using GalaPlatform.Galas;

namespace GalaPlatform.Web.Room;

/// <summary>One connection: the rooms that it joined, and its budget of taps.</summary>
internal sealed class RoomSession(IFrameSink sink, TimeProvider time)
{
    /// <summary>Nobody watches more galas at once; a client that says so is wrong or worse.</summary>
    public const int MostRooms = 4;

    private static readonly object Key = new();

    private readonly Lock _lock = new();
    private readonly Dictionary<GalaId, Place> _places = [];
    private readonly CallBudget _taps = new(time, burst: 20, perSecond: 10);
    private readonly CallBudget _joins = new(time, burst: 60, perSecond: 5);
    private bool _isClosed;

    public static RoomSession Of(IDictionary<object, object?> items) => (RoomSession)items[Key]!;

    public void PutInto(IDictionary<object, object?> items) => items[Key] = this;

    public bool TryFind(GalaId gala, [NotNullWhen(true)] out RoomLink? room, [NotNullWhen(true)] out RoomReader? reader)
    {
        lock (_lock)
        {
            var found = _places.TryGetValue(gala, out var place);
            (room, reader) = (place.Room, place.Member?.Reader);
            return found;
        }
    }

    public bool MayJoin(GalaId gala)
    {
        lock (_lock)
        {
            return _places.ContainsKey(gala) || _places.Count < MostRooms;
        }
    }

    /// <summary>Takes the connection into the room; while the answer is being written, so that frames come after it.</summary>
    public JoinCut Join(GalaId gala, RoomLink room, RoomReader reader, string? epoch, long? after)
    {
        var member = new RoomMember(sink, reader);
        var cut = room.Pump.Attach(member, epoch, after);
        bool isTooLate;
        lock (_lock)
        {
            isTooLate = _isClosed || !_places.TryAdd(gala, new Place(room, member));
        }
        if (isTooLate)
        {
            _ = room.Pump.Detach(member);
        }
        room.PresenceChanged();
        return cut;
    }

    /// <summary>Leaves the room; ends when nothing of it is on its way to the connection any more.</summary>
    public Task Leave(GalaId gala)
    {
        lock (_lock)
        {
            return _places.Remove(gala, out var place) ? Leave(place) : Task.CompletedTask;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var place in _places.Values)
            {
                _ = Leave(place);
            }
            _places.Clear();
        }
    }

    /// <summary>False when the client taps faster than hands do: then the tap is dropped.</summary>
    public bool TryTap() => _taps.TrySpend();

    /// <summary>False when the client joins again and again: each time it is given a stretch of the log.</summary>
    public bool TryJoin() => _joins.TrySpend();

    private static Task Leave(Place place)
    {
        var unsent = place.Room.Pump.Detach(place.Member);
        place.Room.PresenceChanged();
        return unsent;
    }

    private readonly record struct Place(RoomLink Room, RoomMember Member);
}
