using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>A submitted project.</summary>
[GenerateSerializer, Immutable, Alias("project-id")]
public readonly record struct ProjectId([property: Id(0)] Guid Value) : ITypedId<ProjectId>
{
    /// <inheritdoc/>
    public static ProjectId From(Guid value) => new(value);

    /// <summary>Makes a new id at the clock's now.</summary>
    public static ProjectId New(TimeProvider clock) => TypedId.New<ProjectId>(clock);

    /// <inheritdoc/>
    public static ProjectId Parse(string s, IFormatProvider? provider) => TypedId.Read<ProjectId>(s);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out ProjectId result) =>
        TypedId.TryRead(s, out result);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => TypedId.Text(Value);
}
