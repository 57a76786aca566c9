using GalaPlatform.Common;

namespace GalaPlatform.Accounts;

/// <summary>A member of the staff.</summary>
[GenerateSerializer, Immutable, Alias("account-id")]
public readonly record struct AccountId([property: Id(0)] Guid Value) : ITypedId<AccountId>
{
    /// <inheritdoc/>
    public static AccountId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static AccountId New(TimeProvider clock) => TypedId.New<AccountId>(clock);

    /// <inheritdoc/>
    public static AccountId Parse(string s, IFormatProvider? provider) => TypedId.Read<AccountId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out AccountId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
