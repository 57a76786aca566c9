using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>One upload of a project's video.</summary>
[GenerateSerializer, Immutable, Alias("upload-id")]
public readonly record struct UploadId([property: Id(0)] Guid Value) : ITypedId<UploadId>
{
    /// <inheritdoc/>
    public static UploadId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static UploadId New(TimeProvider clock) => TypedId.New<UploadId>(clock);

    /// <inheritdoc/>
    public static UploadId Parse(string s, IFormatProvider? provider) => TypedId.Read<UploadId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out UploadId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
