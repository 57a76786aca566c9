using GalaPlatform.Common;

namespace GalaPlatform.Schools;

/// <summary>A school.</summary>
[GenerateSerializer, Immutable, Alias("school-id")]
public readonly record struct SchoolId([property: Id(0)] Guid Value) : ITypedId<SchoolId>
{
    /// <inheritdoc/>
    public static SchoolId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static SchoolId New(TimeProvider clock) => TypedId.New<SchoolId>(clock);

    /// <inheritdoc/>
    public static SchoolId Parse(string s, IFormatProvider? provider) => TypedId.Read<SchoolId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out SchoolId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
