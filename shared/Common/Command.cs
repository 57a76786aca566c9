using GalaPlatform.Accounts;

namespace GalaPlatform.Common;

/// <summary>Made by the client, sent with every command; the same id gives the stored answer and no second effect.</summary>
/// <param name="Value">1 to 100 printable ASCII characters.</param>
[GenerateSerializer, Immutable, Alias("command-id")]
public readonly record struct CommandId([property: Id(0)] string Value)
{
    /// <summary>The most characters that a command id may have.</summary>
    public const int MaxLength = 100;

    /// <summary>Makes a fresh id, for a caller that brought none.</summary>
    public static CommandId Fresh() => new(Guid.NewGuid().ToString("N"));

    /// <summary>True if <paramref name="text"/> may be a command id.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(sign => sign is > ' ' and <= '~');

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Who commands, and which command it is. Goes with every call that changes something.</summary>
/// <param name="Id">The command's id; unique for its actor.</param>
/// <param name="Actor">Who answers for it.</param>
[GenerateSerializer, Immutable, Alias("command")]
public sealed record Command([property: Id(0)] CommandId Id, [property: Id(1)] Actor Actor);

/// <summary>A page of a list: at most <paramref name="Limit"/> items after a cursor.</summary>
/// <param name="Limit">1 to 100.</param>
/// <param name="After">The cursor that the page before gave, or null for the first page.</param>
[GenerateSerializer, Immutable, Alias("page-request")]
public sealed record PageRequest([property: Id(0)] int Limit, [property: Id(1)] string? After);

/// <summary>A page of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("page`1")]
public sealed record Page<T>([property: Id(0)] T[] Items, [property: Id(1)] string? Next);
