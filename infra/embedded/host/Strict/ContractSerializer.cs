using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Strict;

/// <summary>
/// Sends a value through bytes and back, and takes only what Orleans' own serializer would:
/// simple values, collections of them, grain references, and types whose every member has an id.
/// </summary>
internal sealed class ContractSerializer(GrainFactory factory)
{
    private readonly ConcurrentDictionary<Type, Codec> _codecs = new(SimpleCodecs());
    private readonly Dictionary<Type, Codec> _building = [];
    private readonly Dictionary<string, Type> _aliases = [];
    private readonly HashSet<Type> _checked = [];
    private readonly Lock _lock = new();

    /// <summary>The value as the other side would get it.</summary>
    public object? Copy(object? value, Type? declared)
    {
        if (value is null || declared is null || declared == typeof(CancellationToken))
        {
            return value;
        }

        var codec = CodecFor(declared, declared.Name);
        using var bytes = new MemoryStream();
        using var output = new Output(bytes);
        codec.WriteOrNull(output, value);
        output.Flush();
        bytes.Position = 0;
        using var input = new Input(bytes);
        return codec.ReadOrNull(input);
    }

    /// <summary>Finds what is wrong with an interface's messages before any is sent.</summary>
    public void Check(Calls.InvokeTable table)
    {
        var aliases = table.Methods.Select(method =>
            method.Method.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.Name
        );
        if (aliases.CountBy(alias => alias).FirstOrDefault(counted => counted.Value > 1).Key is { } twice)
        {
            throw new ContractException(table.Interface.Name, $"two of its methods have the name '{twice}'.");
        }

        foreach (var method in table.Methods)
        {
            var types = method.ResultType is { } result ? method.Parameters.Append(result) : method.Parameters;
            foreach (var type in types.Where(type => type != typeof(CancellationToken)))
            {
                CodecFor(type, $"{method.Name} {type.Name}");
                if (typeof(IGrainObserver).IsAssignableFrom(type) && type.IsInterface && _checked.Add(type))
                {
                    Check(Calls.InvokeTable.Of(type));
                }
            }
        }
    }

    public Codec CodecFor(Type type, string path)
    {
        if (_codecs.TryGetValue(type, out var known))
        {
            return known;
        }

        lock (_lock)
        {
            var outermost = _building.Count == 0;
            try
            {
                var codec = Build(type, path);
                if (outermost)
                {
                    // Nobody sees a codec before all that it needs is there.
                    foreach (var (built, finished) in _building)
                    {
                        _codecs[built] = finished;
                    }
                }

                return codec;
            }
            finally
            {
                if (outermost)
                {
                    _building.Clear();
                }
            }
        }
    }

    private Codec Build(Type type, string path)
    {
        if (_building.TryGetValue(type, out var begun))
        {
            return begun;
        }

        return _building[type] = type switch
        {
            { IsEnum: true } => new EnumCodec(type),
            { IsArray: true } => Array(type, path),
            _ when Nullable.GetUnderlyingType(type) is { } inner => CodecFor(inner, path),
            _ when typeof(IAddressable).IsAssignableFrom(type) => new ReferenceCodec(type, factory, path),
            { IsGenericType: true } when Collection(type, path) is { } collection => collection,
            _ when type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) => Contract(type, path),
            { IsInterface: true } or { IsAbstract: true } => new DynamicCodec(this, path),
            _ when type == typeof(object) => new DynamicCodec(this, path),
            _ => throw new ContractException(path, $"{type} has no [GenerateSerializer]."),
        };
    }

    /// <summary>Registered before it is filled: a type may have members of its own type.</summary>
    private Codec Contract(Type type, string path)
    {
        CheckAlias(type, path);
        if (type.IsAbstract)
        {
            return new DynamicCodec(this, path);
        }

        var codec = new ContractCodec(type, type.IsSealed ? null : new DynamicCodec(this, path));
        _building[type] = codec;
        codec.Fill(this, path);
        return codec;
    }

    private void CheckAlias(Type type, string path)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (
            open.GetCustomAttribute<AliasAttribute>() is { } alias
            && !_aliases.TryAdd(alias.Alias, open)
            && _aliases[alias.Alias] != open
        )
        {
            throw new ContractException(
                path,
                $"{open} and {_aliases[alias.Alias]} have the same alias '{alias.Alias}'."
            );
        }
    }

    private SequenceCodec Array(Type type, string path)
    {
        var element = type.GetElementType()!;
        return new(CodecFor(element, $"{path}[]"), count => System.Array.CreateInstance(element, count), grows: false);
    }

    private Codec? Collection(Type type, string path)
    {
        var open = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (open == typeof(List<>))
        {
            return new SequenceCodec(
                CodecFor(arguments[0], $"{path}[]"),
                count => (System.Collections.IList)Activator.CreateInstance(type, count)!,
                grows: true
            );
        }

        if (open == typeof(Dictionary<,>))
        {
            return new DictionaryCodec(
                type,
                CodecFor(arguments[0], $"{path}.key"),
                CodecFor(arguments[1], $"{path}.value")
            );
        }

        return open == typeof(ImmutableArray<>)
            ? (Codec)
                Activator.CreateInstance(
                    typeof(ImmutableArrayCodec<>).MakeGenericType(arguments),
                    CodecFor(arguments[0].MakeArrayType(), path)
                )!
            : null;
    }

    private static Dictionary<Type, Codec> SimpleCodecs()
    {
        var codecs = new Dictionary<Type, Codec>();
        Add<bool>((output, value) => output.Write(value), input => input.ReadBoolean());
        Add<byte>((output, value) => output.Write(value), input => input.ReadByte());
        Add<short>((output, value) => output.Write(value), input => input.ReadInt16());
        Add<int>((output, value) => output.Write(value), input => input.ReadInt32());
        Add<long>((output, value) => output.Write(value), input => input.ReadInt64());
        Add<ushort>((output, value) => output.Write(value), input => input.ReadUInt16());
        Add<uint>((output, value) => output.Write(value), input => input.ReadUInt32());
        Add<ulong>((output, value) => output.Write(value), input => input.ReadUInt64());
        Add<float>((output, value) => output.Write(value), input => input.ReadSingle());
        Add<double>((output, value) => output.Write(value), input => input.ReadDouble());
        Add<decimal>((output, value) => output.Write(value), input => input.ReadDecimal());
        Add<char>((output, value) => output.Write(value), input => input.ReadChar());
        Add<string>((output, value) => output.Write(value), input => input.ReadString());
        Add<Guid>((output, value) => output.Write(value.ToByteArray()), input => new Guid(input.ReadBytes(16)));
        Add<DateTime>(
            (output, value) => output.Write(value.ToBinary()),
            input => DateTime.FromBinary(input.ReadInt64())
        );
        Add<TimeSpan>((output, value) => output.Write(value.Ticks), input => TimeSpan.FromTicks(input.ReadInt64()));
        Add<DateOnly>(
            (output, value) => output.Write(value.DayNumber),
            input => DateOnly.FromDayNumber(input.ReadInt32())
        );
        Add<TimeOnly>((output, value) => output.Write(value.Ticks), input => new TimeOnly(input.ReadInt64()));
        Add<DateTimeOffset>(
            (output, value) =>
            {
                output.Write(value.Ticks);
                output.Write(value.Offset.Ticks);
            },
            input => new DateTimeOffset(input.ReadInt64(), TimeSpan.FromTicks(input.ReadInt64()))
        );
        Add<byte[]>(
            (output, value) =>
            {
                output.Count(value.Length);
                output.Write(value);
            },
            input => input.ReadBytes(input.Count())
        );
        return codecs;

        void Add<T>(Action<Output, T> write, Func<Input, T> read) =>
            codecs[typeof(T)] = new SimpleCodec<T>(write, read);
    }
}
