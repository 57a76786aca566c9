using System.Reflection;
using System.Runtime.CompilerServices;

namespace GalaPlatform.Embedded.Strict;

/// <summary>
/// A type with <see cref="GenerateSerializerAttribute"/>. All that it holds must have an id, once in each class of its
/// line: what has none would be lost on the way, in silence.
/// </summary>
internal sealed class ContractCodec(Type type, Codec? ofDerived) : Codec
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private Member[] _members = [];

    public void Fill(ContractSerializer serializer, string path)
    {
        var members = new List<Member>();
        for (
            var level = type;
            level is not null && level != typeof(object) && level != typeof(ValueType);
            level = level.BaseType
        )
        {
            members.AddRange(MembersOf(level, serializer, path));
        }

        _members = [.. members];
    }

    public override void Write(Output output, object value)
    {
        if (ofDerived is not null)
        {
            var derived = value.GetType() != type;
            output.Write(derived);
            if (derived)
            {
                ofDerived.Write(output, value);
                return;
            }
        }

        foreach (var member in _members)
        {
            member.Codec.WriteOrNull(output, member.Field.GetValue(value));
        }
    }

    public override object? Read(Input input)
    {
        if (ofDerived is not null && input.ReadBoolean())
        {
            return ofDerived.Read(input);
        }

        var value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var member in _members)
        {
            member.Field.SetValue(value, member.Codec.ReadOrNull(input));
        }

        return value;
    }

    private static IEnumerable<Member> MembersOf(Type level, ContractSerializer serializer, string path)
    {
        if (!level.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            throw new ContractException(path, $"{level} has no [GenerateSerializer].");
        }

        var ids = new Dictionary<uint, string>();
        foreach (var field in level.GetFields(Own).Where(field => !field.IsDefined(typeof(NonSerializedAttribute))))
        {
            var (name, id) = Named(level, field);
            var member = $"{path}.{name}";
            if (id is null)
            {
                throw new ContractException(member, "it has no [Id], so it would not travel.");
            }

            if (!ids.TryAdd(id.Id, name))
            {
                throw new ContractException(member, $"it has the same [Id({id.Id})] as {ids[id.Id]}.");
            }

            yield return new Member(field, serializer.CodecFor(field.FieldType, member));
        }
    }

    /// <summary>A property stands for the field behind it.</summary>
    private static (string Name, IdAttribute? Id) Named(Type level, FieldInfo field)
    {
        if (field.Name is ['<', .., _] && field.Name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end)
        {
            var name = field.Name[1..end];
            return (name, level.GetProperty(name, Own)?.GetCustomAttribute<IdAttribute>());
        }

        return (field.Name, field.GetCustomAttribute<IdAttribute>());
    }

    private sealed record Member(FieldInfo Field, Codec Codec);
}
