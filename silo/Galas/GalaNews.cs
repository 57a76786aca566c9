using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Silo.Programme;
using GalaPlatform.Silo.Storage;

namespace GalaPlatform.Silo.Galas;

/// <summary>What a change of a gala means for its room and its sessions' records; told by the outbox.</summary>
internal static class GalaNews
{
    public static void Tell(CommandTransaction work, GalaEventState? before, GalaEventState after)
    {
        var former = before?.Programme ?? ProgrammeState.Empty;
        var gala = after.View.Id;
        if (former.Lines != after.Programme.Lines && after.Programme.Lines.Length > 0)
        {
            work.Outbox(SessionsDefined.Kind, new SessionsDefined(gala, after.Programme.Sessions));
        }
        ProgrammeLine[] gone = [.. former.Lines.Where(line => IsGone(line, after.Programme))];
        if (gone.Length > 0)
        {
            work.Outbox(SessionsDropped.Kind, new SessionsDropped([.. gone.Select(line => line.Session.Id)], work.Now));
        }
        foreach (var cue in after.Programme.Cues.Skip(former.Cues.Length))
        {
            work.Outbox(CueGiven.Kind, new CueGiven(gala, cue));
        }
        var (wasOpen, isOpen) = (IsOpen(before), IsOpen(after));
        if (wasOpen != isOpen)
        {
            work.Outbox(DoorsMoved.Kind, new DoorsMoved(gala, isOpen));
        }
    }

    private static bool IsOpen(GalaEventState? gala) => gala?.View.State is GalaState.Lobby or GalaState.Live;

    private static bool IsGone(ProgrammeLine line, ProgrammeState programme) =>
        !Array.Exists(programme.Lines, one => one.Session.Id == line.Session.Id);
}

/// <summary>What the sessions of a programme show.</summary>
internal sealed record SessionsDefined(GalaId Gala, ProgrammeSession[] Sessions)
{
    public const string Kind = "sessions.defined";
}

/// <summary>Sessions that were taken out of a programme before they were shown.</summary>
internal sealed record SessionsDropped(SessionId[] Sessions, DateTimeOffset At)
{
    public const string Kind = "sessions.dropped";
}

/// <summary>A cue for the room's log.</summary>
internal sealed record CueGiven(GalaId Gala, Cue Cue)
{
    public const string Kind = "room.cue";
}

/// <summary>The room opens or closes with the doors.</summary>
internal sealed record DoorsMoved(GalaId Gala, bool Open)
{
    public const string Kind = "room.doors";
}
