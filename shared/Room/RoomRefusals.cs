using GalaPlatform.Common;

namespace GalaPlatform.Room;

/// <summary>Why the room says no.</summary>
public static class RoomRefusals
{
    /// <summary>There is nothing to read in the message.</summary>
    public static readonly Refusal Empty = new(
        "message-empty",
        RefusalKind.Malformed,
        "Le message est vide.",
        "The message is empty.",
        "text"
    );

    /// <summary>The message is longer than 300 characters or 2 KB.</summary>
    public static readonly Refusal TooLong = new(
        "message-too-long",
        RefusalKind.Malformed,
        "Le message est trop long : 300 caractères au plus.",
        "The message is too long: 300 characters at most.",
        "text"
    );

    /// <summary>The room is not open.</summary>
    public static readonly Refusal Closed = new(
        "room-closed",
        RefusalKind.Conflict,
        "Le clavardage est fermé pour le moment.",
        "The chat is closed for now."
    );

    /// <summary>Slow mode: the seat spoke a moment ago.</summary>
    public static readonly Refusal TooFast = new(
        "too-fast",
        RefusalKind.TooMany,
        "Attendez un peu avant le prochain message.",
        "Wait a little before the next message."
    );

    /// <summary>Slow mode goes from 0 to 300 seconds.</summary>
    public static readonly Refusal BadSlowMode = new(
        "bad-slow-mode",
        RefusalKind.Malformed,
        "Le mode lent va de 0 à 300 secondes.",
        "Slow mode goes from 0 to 300 seconds.",
        "seconds"
    );

    /// <summary>The seat said the very same a moment ago.</summary>
    public static readonly Refusal Repeated = new(
        "message-repeated",
        RefusalKind.TooMany,
        "Vous venez d’écrire la même chose.",
        "You have just written the same."
    );

    /// <summary>The hub has no such method; the connection ends.</summary>
    public static readonly Refusal UnknownMethod = new(
        "unknown-method",
        RefusalKind.Malformed,
        "Cette commande n’existe pas.",
        "There is no such command."
    );

    /// <summary>The message that one wants to answer does not exist.</summary>
    public static readonly Refusal NoSuchMessage = new(
        "no-such-message",
        RefusalKind.Malformed,
        "Le message auquel vous répondez n’existe pas.",
        "The message that you answer does not exist.",
        "replyTo"
    );

    /// <summary>The connection did not join this room.</summary>
    public static readonly Refusal NotJoined = new(
        "not-joined",
        RefusalKind.Conflict,
        "Rejoignez d’abord le gala.",
        "Join the gala first."
    );

    /// <summary>The connection is in as many rooms as one connection may be.</summary>
    public static readonly Refusal TooManyRooms = new(
        "too-many-rooms",
        RefusalKind.TooMany,
        "Quittez d’abord un autre gala.",
        "Leave another gala first."
    );

    /// <summary>A hub method was called with arguments that are not its own.</summary>
    public static readonly Refusal BadArguments = new(
        "bad-arguments",
        RefusalKind.Malformed,
        "La demande est mal formée.",
        "The request is malformed."
    );

    /// <summary>No such reaction.</summary>
    public static readonly Refusal UnknownReaction = new(
        "unknown-reaction",
        RefusalKind.Malformed,
        "Cette réaction n’existe pas.",
        "There is no such reaction.",
        "kind"
    );
}
