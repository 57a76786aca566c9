namespace Orleans;

/// <summary>Marks a type that may cross between grains; its members carry <see cref="IdAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface)]
public sealed class GenerateSerializerAttribute : Attribute
{
    public GenerateFieldIds GenerateFieldIds { get; set; }
    public bool IncludePrimaryConstructorParameters { get; set; } = true;
}

/// <summary>How members without an id get one; the platform always writes ids out.</summary>
public enum GenerateFieldIds
{
    None,
    PublicProperties,
}

/// <summary>The number under which a member travels. Never reused, never renumbered.</summary>
[AttributeUsage(
    AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Method
)]
public sealed class IdAttribute(uint id) : Attribute
{
    public uint Id { get; } = id;
}

/// <summary>The name under which a type or method travels, so that renaming it in code breaks nobody.</summary>
[AttributeUsage(
    AttributeTargets.Class
        | AttributeTargets.Struct
        | AttributeTargets.Interface
        | AttributeTargets.Enum
        | AttributeTargets.Method
)]
public sealed class AliasAttribute(string alias) : Attribute
{
    public string Alias { get; } = alias;
}

/// <summary>A promise that nobody changes the value after it was sent, so no copy is needed in one process.</summary>
[AttributeUsage(
    AttributeTargets.Class
        | AttributeTargets.Struct
        | AttributeTargets.Property
        | AttributeTargets.Field
        | AttributeTargets.Parameter
        | AttributeTargets.Method
)]
public sealed class ImmutableAttribute : Attribute;
