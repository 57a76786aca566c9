namespace GalaPlatform.Galas;

/// <summary>The life of a gala: <c>Draft → Scheduled → Lobby → Live → Ended → Archived</c>, or <c>Cancelled</c>.</summary>
public enum GalaState
{
    /// <summary>Being prepared; only organizers see it.</summary>
    Draft,

    /// <summary>Announced; schools prepare.</summary>
    Scheduled,

    /// <summary>Doors are open: the channel shows a countdown, classes may join and chat.</summary>
    Lobby,

    /// <summary>The programme is on air.</summary>
    Live,

    /// <summary>Over; the channel ended.</summary>
    Ended,

    /// <summary>Put away.</summary>
    Archived,

    /// <summary>Called off before it went live.</summary>
    Cancelled,
}
