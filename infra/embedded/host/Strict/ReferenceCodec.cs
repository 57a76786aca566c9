using Orleans.Runtime;

namespace GalaPlatform.Embedded.Strict;

/// <summary>References travel by id; an observer that is no reference cannot travel.</summary>
internal sealed class ReferenceCodec(Type type, GrainFactory factory, string path) : Codec
{
    public override void Write(Output output, object value)
    {
        if (value is IGrainObserver and not GrainReference)
        {
            throw new ContractException(
                path,
                $"{value.GetType()} is no reference; make one with CreateObjectReference."
            );
        }

        var id = ((IAddressable)value).GetGrainId();
        output.Write(id.Type.ToString()!);
        output.Write(id.Key.ToString());
    }

    public override object Read(Input input) =>
        factory.Make(
            GrainId.Create(GrainType.Create(input.ReadString()), IdSpan.Create(input.ReadString())),
            type.IsInterface ? type : typeof(IGrain)
        );
}
