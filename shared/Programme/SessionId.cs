using GalaPlatform.Common;

namespace GalaPlatform.Programme;

/// <summary>One session of a gala's programme.</summary>
[GenerateSerializer, Immutable, Alias("session-id")]
public readonly record struct SessionId([property: Id(0)] Guid Value) : ITypedId<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static SessionId New(TimeProvider clock) => TypedId.New<SessionId>(clock);

    /// <inheritdoc/>
    public static SessionId Parse(string s, IFormatProvider? provider) => TypedId.Read<SessionId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out SessionId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
