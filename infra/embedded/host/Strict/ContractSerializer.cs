namespace GalaPlatform.Embedded.Strict;

internal sealed class ContractSerializer(GrainFactory factory)
{
    public object? Copy(object? value, Type? declared) => factory is null ? declared : value;
}
