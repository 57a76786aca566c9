using GalaPlatform.Common;

namespace GalaPlatform.Room;

/// <summary>One entry of a room's log, published or held.</summary>
[GenerateSerializer, Immutable, Alias("entry-id")]
public readonly record struct EntryId([property: Id(0)] Guid Value) : ITypedId<EntryId>
{
    /// <inheritdoc/>
    public static EntryId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static EntryId New(TimeProvider clock) => TypedId.New<EntryId>(clock);

    /// <inheritdoc/>
    public static EntryId Parse(string s, IFormatProvider? provider) => TypedId.Read<EntryId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out EntryId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
