using GalaPlatform.Galas;
using Microsoft.AspNetCore.SignalR;

namespace GalaPlatform.Web.Room;

/// <summary>Those on this node who get a room's frames. It belongs to the pump's tick; nothing in it waits for a client.</summary>
internal interface IRoomCrowd
{
    int Count { get; }

    void Add(RoomMember member);

    void Remove(RoomMember member);

    void Offer(RoomTick tick);

    /// <summary>Everybody has to ask for what is there now.</summary>
    void Lag();

    /// <summary>Ends connections that take nothing for too long; how many.</summary>
    int EndStuck(TimeSpan now);
}

/// <summary>One connection after the other gets the same bytes; each has its own account of what it missed.</summary>
internal sealed class MemberCrowd : IRoomCrowd
{
    private RoomMember[] _members = new RoomMember[16];

    public int Count { get; private set; }

    public void Add(RoomMember member)
    {
        if (Count == _members.Length)
        {
            Array.Resize(ref _members, Count * 2);
        }
        member.Index = Count;
        _members[Count++] = member;
    }

    public void Remove(RoomMember member)
    {
        var last = _members[--Count];
        _members[member.Index] = last;
        last.Index = member.Index;
        _members[Count] = null!;
    }

    public void Offer(RoomTick tick)
    {
        foreach (var member in _members.AsSpan(0, Count))
        {
            member.Offer(tick);
        }
    }

    public void Lag()
    {
        foreach (var member in _members.AsSpan(0, Count))
        {
            member.Lag();
        }
    }

    public int EndStuck(TimeSpan now)
    {
        var ended = 0;
        foreach (var member in _members.AsSpan(0, Count))
        {
            ended += member.EndIfStuck(now) ? 1 : 0;
        }
        return ended;
    }
}

/// <summary>
/// The same by SignalR's own groups, to compare with. SignalR keeps no account of a client that is behind: it holds
/// what was not sent, without bound, and the client notices by the numbers what it missed.
/// </summary>
internal sealed class GroupCrowd(GalaId gala, HubLifetimeManager<GalaHub> hub) : IRoomCrowd
{
    private readonly string _group = gala.ToString();
    private readonly Dictionary<string, int> _places = [];

    public int Count { get; private set; }

    public void Add(RoomMember member)
    {
        Count++;
        var places = _places.GetValueOrDefault(member.Connection);
        _places[member.Connection] = places + 1;
        if (places == 0)
        {
            hub.AddToGroupAsync(member.Connection, _group).Ignore();
        }
    }

    public void Remove(RoomMember member)
    {
        Count--;
        if (--_places[member.Connection] == 0)
        {
            _places.Remove(member.Connection);
            hub.RemoveFromGroupAsync(member.Connection, _group).Ignore();
        }
    }

    public void Offer(RoomTick tick) => hub.SendGroupAsync(_group, RoomFrame.Target, [tick.Frame]).Ignore();

    public void Lag() { }

    public int EndStuck(TimeSpan now) => 0;
}
