using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>Who reads and speaks on a connection, as its principal says and nothing else.</summary>
/// <param name="Actor">Who answers for commands.</param>
/// <param name="Author">How messages are signed.</param>
/// <param name="Classroom">The classroom that answers for it; null for the staff.</param>
/// <param name="People">How many people watch on the device; 0 for the staff, which is no audience.</param>
internal sealed record RoomReader(Actor Actor, Author Author, ClassroomId? Classroom, int People);

/// <summary>How many watch through this node: a seat with two connections is one seat.</summary>
internal sealed class SeatCount
{
    private readonly Dictionary<Guid, int> _connections = [];
    private int _people;

    public Presence Presence => new(_connections.Count, _people);

    /// <summary>True if the presence changed.</summary>
    public bool Add(RoomReader reader)
    {
        if (reader.Author.Seat is not { } seat)
        {
            return false;
        }
        if (_connections.TryGetValue(seat.Value, out var others))
        {
            _connections[seat.Value] = others + 1;
            return false;
        }
        _connections[seat.Value] = 1;
        _people += reader.People;
        return true;
    }

    /// <summary>True if the presence changed.</summary>
    public bool Remove(RoomReader reader)
    {
        if (reader.Author.Seat is not { } seat || !_connections.TryGetValue(seat.Value, out var connections))
        {
            return false;
        }
        if (connections > 1)
        {
            _connections[seat.Value] = connections - 1;
            return false;
        }
        _connections.Remove(seat.Value);
        _people -= reader.People;
        return true;
    }
}
