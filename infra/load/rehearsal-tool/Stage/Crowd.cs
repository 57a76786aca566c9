using GalaPlatform.Rehearsal.Channel;
using GalaPlatform.Rehearsal.Room;

namespace GalaPlatform.Rehearsal.Stage;

/// <summary>All seats: they come in by class code, take their place in the room, and watch.</summary>
internal sealed class Crowd(RehearsalOptions options, RoomScene room, ChannelScene channel, Api door, Random dice)
{
    private const int MostAtTheDoor = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<HubSeat> _seats = [];
    private readonly List<Task> _lives = [];

    /// <summary>Those who came in.</summary>
    public IReadOnlyList<HubSeat> Seats
    {
        get
        {
            lock (_seats)
            {
                return [.. _seats];
            }
        }
    }

    public int Here
    {
        get
        {
            lock (_seats)
            {
                return _seats.Count(seat => seat.IsHere);
            }
        }
    }

    /// <summary>Lets everybody in, at the pace of the doors. Who does not get in is noted.</summary>
    public async Task Enter(IReadOnlyList<string> codes, CancellationToken stop)
    {
        var (opened, coming) = (room.Time.GetTimestamp(), new List<Task>());
        using var doors = new SemaphoreSlim(MostAtTheDoor);
        for (var number = 0; number < options.Seats; number++)
        {
            var due = TimeSpan.FromSeconds(number / options.JoinsPerSecond) - room.Time.GetElapsedTime(opened);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, room.Time, stop);
            }
            await doors.WaitAsync(stop);
            coming.Add(Enter(number, codes[number % codes.Count], doors, stop));
        }
        await Task.WhenAll(coming);
    }

    /// <summary>Ends when every seat has gone home.</summary>
    public Task Home() => Task.WhenAll(_lives);

    private async Task Enter(int number, string code, SemaphoreSlim doors, CancellationToken stop)
    {
        var (isClass, since) = (number < options.Classes, room.Time.GetTimestamp());
        var name = isClass ? $"class {number + 1}" : $"pupil {number + 1 - options.Classes}";
        try
        {
            var joined = await door.Post("api/join", new { code, kind = isClass ? "class" : "pupil" });
            var seat = new HubSeat(room, Api.Text(joined, "token"), name, dice);
            lock (_seats)
            {
                _seats.Add(seat);
                _lives.Add(seat.Live(stop));
            }
            await seat.Arrived.WaitAsync(Patience, room.Time, stop);
            room.Meter.Arrival.Record(room.Time.GetElapsedTime(since));
            Watch(number, seat, isClass, stop);
        }
        catch (Exception problem) when (problem is RehearsalException or TimeoutException)
        {
            room.Violations.Add(Promise.ShutOut, $"{name} did not get in: {problem.Message}");
        }
        finally
        {
            doors.Release();
        }
    }

    // A class's screen takes the best picture, a pupil's telephone the cheapest.
    private void Watch(int number, HubSeat seat, bool isClass, CancellationToken stop)
    {
        if (number * options.WatchPercent % 100 + options.WatchPercent >= 100)
        {
            var player = new Player(channel, seat.Token, seat.Name, takesBest: isClass);
            lock (_seats)
            {
                _lives.Add(player.Play(stop));
            }
        }
    }
}
