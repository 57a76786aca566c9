using GalaPlatform.Common;

namespace GalaPlatform.Classrooms;

/// <summary>A classroom of a school.</summary>
[GenerateSerializer, Immutable, Alias("classroom-id")]
public readonly record struct ClassroomId([property: Id(0)] Guid Value) : ITypedId<ClassroomId>
{
    /// <inheritdoc/>
    public static ClassroomId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static ClassroomId New(TimeProvider clock) => TypedId.New<ClassroomId>(clock);

    /// <inheritdoc/>
    public static ClassroomId Parse(string s, IFormatProvider? provider) => TypedId.Read<ClassroomId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out ClassroomId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
