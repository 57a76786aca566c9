using GalaPlatform.Classrooms;

namespace GalaPlatform.Accounts;

/// <summary>What sort of actor it is.</summary>
public enum ActorKind
{
    /// <summary>The platform itself.</summary>
    System,

    /// <summary>A member of the staff.</summary>
    Account,

    /// <summary>A device that joined a classroom.</summary>
    Seat,
}

/// <summary>Who acts: an account, a seat, or the platform.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Id">The account's or seat's bare id; empty for the platform.</param>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor([property: Id(0)] ActorKind Kind, [property: Id(1)] Guid Id)
{
    /// <summary>The platform itself.</summary>
    public static readonly Actor Platform = new(ActorKind.System, Guid.Empty);

    /// <summary>A member of the staff.</summary>
    public static Actor Of(AccountId account) => new(ActorKind.Account, account.Value);

    /// <summary>A seat.</summary>
    public static Actor Of(SeatId seat) => new(ActorKind.Seat, seat.Value);

    /// <summary>Kind and id, as the audit keeps them.</summary>
    public override string ToString() =>
        Kind == ActorKind.System ? "system" : $"{Kind.ToString().ToLowerInvariant()}:{Id:N}";
}
