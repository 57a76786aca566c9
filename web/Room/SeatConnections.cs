using GalaPlatform.Classrooms;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Web.Room;

/// <summary>The connections of each seat on this node, oldest first.</summary>
internal sealed class SeatConnections(IOptions<HubLimits> limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SeatId, LinkedList<HubCallerContext>> _seats = [];

    /// <summary>Takes the connection in, and ends the seat's oldest ones if they are too many.</summary>
    public void Enter(SeatId seat, HubCallerContext connection)
    {
        List<HubCallerContext> ended = [];
        lock (_lock)
        {
            if (!_seats.TryGetValue(seat, out var connections))
            {
                _seats[seat] = connections = [];
            }
            connections.AddLast(connection);
            while (connections.Count > limits.Value.ConnectionsPerSeat)
            {
                ended.Add(connections.First!.Value);
                connections.RemoveFirst();
            }
        }
        ended.ForEach(oldest => oldest.Abort());
    }

    public void Leave(SeatId seat, HubCallerContext connection)
    {
        lock (_lock)
        {
            if (
                _seats.TryGetValue(seat, out var connections)
                && connections.Remove(connection)
                && connections.Count == 0
            )
            {
                _seats.Remove(seat);
            }
        }
    }
}
