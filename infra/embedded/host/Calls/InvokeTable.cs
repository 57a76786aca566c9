using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Calls;

/// <summary>The methods of one grain or observer interface, by slot; made once for each interface.</summary>
internal sealed class InvokeTable
{
    private static readonly ConcurrentDictionary<Type, InvokeTable> Tables = new();

    private InvokeTable(Type @interface)
    {
        Interface = @interface;
        InterfaceType = GrainInterfaceType.Create(NameOf(@interface));
        Methods =
        [
            .. @interface
                .GetInterfaces()
                .Prepend(@interface)
                .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
                .Where(method => method.IsAbstract)
                .Select(method => new GrainMethod(method)),
        ];
    }

    public Type Interface { get; }

    public GrainInterfaceType InterfaceType { get; }

    public GrainMethod[] Methods { get; }

    public static InvokeTable Of(Type @interface) => Tables.GetOrAdd(@interface, static type => new(type));

    private static string NameOf(Type type) =>
        type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName ?? type.Name;
}
