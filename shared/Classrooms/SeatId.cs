using GalaPlatform.Common;

namespace GalaPlatform.Classrooms;

/// <summary>A device that joined a classroom.</summary>
[GenerateSerializer, Immutable, Alias("seat-id")]
public readonly record struct SeatId([property: Id(0)] Guid Value) : ITypedId<SeatId>
{
    /// <inheritdoc/>
    public static SeatId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static SeatId New(TimeProvider clock) => TypedId.New<SeatId>(clock);

    /// <inheritdoc/>
    public static SeatId Parse(string s, IFormatProvider? provider) => TypedId.Read<SeatId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out SeatId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
