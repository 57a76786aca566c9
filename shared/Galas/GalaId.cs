using GalaPlatform.Common;

namespace GalaPlatform.Galas;

/// <summary>A gala.</summary>
[GenerateSerializer, Immutable, Alias("gala-id")]
public readonly record struct GalaId([property: Id(0)] Guid Value) : ITypedId<GalaId>
{
    /// <inheritdoc/>
    public static GalaId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static GalaId New(TimeProvider clock) => TypedId.New<GalaId>(clock);

    /// <inheritdoc/>
    public static GalaId Parse(string s, IFormatProvider? provider) => TypedId.Read<GalaId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out GalaId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
