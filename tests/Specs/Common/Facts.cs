using Xunit;

namespace GalaPlatform.Tests.Specs.Common;

/// <summary>A test that mounts a disk of its own.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "Only root may mount a disk.";
}

/// <summary>A long test that runs only when an environment variable says what to run it with.</summary>
public sealed class AskedForAttribute : FactAttribute
{
    public AskedForAttribute(string variable) =>
        Skip = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } ? null : $"{variable} is not set.";
}
