namespace System.Runtime.CompilerServices;

/// <summary>The runtime knows this attribute by its name: an assembly with it sees the internals of the one that it names.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
