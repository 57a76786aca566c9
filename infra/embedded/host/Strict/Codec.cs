using System.Collections.Immutable;
using System.Text;

namespace GalaPlatform.Embedded.Strict;

/// <summary>Writes and reads the values of one type. Null is the caller's matter: see <see cref="WriteOrNull"/>.</summary>
internal abstract class Codec
{
    /// <summary>Deeper than this, a message refers to itself or is no message.</summary>
    private const int MaxDepth = 100;

    public abstract void Write(Output output, object value);

    public abstract object? Read(Input input);

    public void WriteOrNull(Output output, object? value)
    {
        output.Write(value is not null);
        if (value is null)
        {
            return;
        }

        if (++output.Depth > MaxDepth)
        {
            throw new ContractException(value.GetType().Name, "it is nested too deeply; does it refer to itself?");
        }

        Write(output, value);
        output.Depth--;
    }

    public object? ReadOrNull(Input input) => input.ReadBoolean() ? Read(input) : null;
}

internal sealed class Output(Stream stream) : BinaryWriter(stream, Encoding.UTF8)
{
    public int Depth { get; set; }

    public void Count(int count) => Write7BitEncodedInt(count);
}

internal sealed class Input(Stream stream) : BinaryReader(stream, Encoding.UTF8)
{
    public int Count() => Read7BitEncodedInt();
}

/// <summary>A value that <see cref="BinaryWriter"/> knows.</summary>
internal sealed class SimpleCodec<T>(Action<Output, T> write, Func<Input, T> read) : Codec
{
    public override void Write(Output output, object value) => write(output, (T)value);

    public override object? Read(Input input) => read(input);
}

internal sealed class EnumCodec(Type type) : Codec
{
    public override void Write(Output output, object value) =>
        output.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    public override object Read(Input input) => Enum.ToObject(type, input.ReadInt64());
}

/// <summary>Arrays and lists of one element type.</summary>
internal sealed class SequenceCodec(Codec element, Func<int, System.Collections.IList> make, bool grows) : Codec
{
    public override void Write(Output output, object value)
    {
        var items = (System.Collections.ICollection)value;
        output.Count(items.Count);
        foreach (var item in items)
        {
            element.WriteOrNull(output, item);
        }
    }

    public override object Read(Input input)
    {
        var count = input.Count();
        var items = make(count);
        for (var index = 0; index < count; index++)
        {
            var item = element.ReadOrNull(input);
            if (grows)
            {
                items.Add(item);
            }
            else
            {
                items[index] = item;
            }
        }

        return items;
    }
}

internal sealed class DictionaryCodec(Type type, Codec key, Codec content) : Codec
{
    public override void Write(Output output, object pairs)
    {
        var entries = (System.Collections.IDictionary)pairs;
        output.Count(entries.Count);
        foreach (System.Collections.DictionaryEntry entry in entries)
        {
            key.WriteOrNull(output, entry.Key);
            content.WriteOrNull(output, entry.Value);
        }
    }

    public override object Read(Input input)
    {
        var entries = (System.Collections.IDictionary)Activator.CreateInstance(type)!;
        for (var left = input.Count(); left > 0; left--)
        {
            entries.Add(key.ReadOrNull(input)!, content.ReadOrNull(input));
        }

        return entries;
    }
}

internal sealed class ImmutableArrayCodec<T>(Codec array) : Codec
{
    public override void Write(Output output, object value) =>
        array.WriteOrNull(output, (ImmutableArray<T>)value is { IsDefault: false } items ? items.ToArray() : null);

    public override object Read(Input input) =>
        array.ReadOrNull(input) is T[] items ? ImmutableArray.Create(items) : default(ImmutableArray<T>);
}

/// <summary>A declared type that others derive from: the value's own type travels with it.</summary>
internal sealed class DynamicCodec(ContractSerializer serializer, string path) : Codec
{
    public override void Write(Output output, object value)
    {
        var type = value.GetType();
        var codec = serializer.CodecFor(type, $"{path}:{type.Name}");
        output.Write(type.AssemblyQualifiedName!);
        codec.Write(output, value);
    }

    public override object? Read(Input input) =>
        serializer.CodecFor(Type.GetType(input.ReadString(), throwOnError: true)!, path).Read(input);
}
