using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Metadata;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Activations;

/// <summary>A grain class: what its attributes promise, and how to make one.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _create;

    public GrainClass(Type type)
    {
        if (type.IsDefined(typeof(MayInterleaveAttribute), inherit: true))
        {
            throw new NotSupportedException($"{type} has [MayInterleave]; this host knows no such predicates.");
        }

        Type = type;
        GrainType = TypeOf(type);
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        MaxWorkers = WorkersOf(type, GrainType);
        _create = ActivatorUtilities.CreateFactory(type, []);
        Interfaces = [.. type.GetInterfaces().Where(IsGrainInterface)];
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    public bool IsReentrant { get; }

    /// <summary>How many activations a stateless worker may have; 0 for an ordinary grain, which has one.</summary>
    public int MaxWorkers { get; }

    public static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrain).IsAssignableFrom(type)
        && !typeof(GrainReference).IsAssignableFrom(type);

    /// <summary>Interfaces of the platform, not Orleans' own markers.</summary>
    public static bool IsGrainInterface(Type type) =>
        typeof(IGrain).IsAssignableFrom(type) && type.Assembly != typeof(IGrain).Assembly;

    public object Create(IServiceProvider services) => _create(services, []);

#pragma warning disable CA1822 // It belongs to making one.
    public async ValueTask Dispose(object? instance)
#pragma warning restore CA1822
    {
        if (instance is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    /// <summary>Orleans' convention: the class's name in lower case, without "grain" at its end.</summary>
    private static GrainType TypeOf(Type type)
    {
        if (type.GetCustomAttributes(inherit: false).OfType<GrainTypeAttribute>().FirstOrDefault() is { } named)
        {
            return named.GetGrainType(null!, type);
        }

        const string Suffix = "grain";
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(
            name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
                ? name[..^Suffix.Length]
                : name
        );
    }

    private static int WorkersOf(Type type, GrainType grainType)
    {
        if (
            type.GetCustomAttributes(inherit: true).OfType<StatelessWorkerAttribute>().FirstOrDefault()
            is not { } worker
        )
        {
            return 0;
        }

        var properties = new Dictionary<string, string>();
        worker.Populate(null!, type, grainType, properties);
        return int.Parse(properties["max-local-instances"], System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>All grain classes, by grain type and by interface.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly Dictionary<Type, List<GrainClass>> _byInterface = [];

    public GrainClasses(EmbeddedOptions options)
    {
        var types = options
            .Assemblies.Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(GrainClass.IsGrainClass);
        foreach (var type in types.Concat(options.GrainClasses).Distinct())
        {
            Add(new GrainClass(type));
        }
    }

    public int Count => _byType.Count;

    public IEnumerable<Type> Interfaces => _byInterface.Keys;

    public GrainClass Of(GrainType type) =>
        _byType.TryGetValue(type, out var found)
            ? found
            : throw new ArgumentException($"There is no grain class of type '{type}'.");

    public GrainClass Of(Type @interface, string? prefix = null)
    {
        var found = _byInterface
            .GetValueOrDefault(@interface, [])
            .Where(candidate => prefix is null || candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))
            .ToArray();
        return found switch
        {
            [var one] => one,
            [] => throw new ArgumentException($"No grain class implements {@interface}."),
            _ => throw new ArgumentException(
                $"{string.Join(" and ", found.Select(one => one.Type.Name))} both implement {@interface}."
            ),
        };
    }

    private void Add(GrainClass added)
    {
        if (!_byType.TryAdd(added.GrainType, added))
        {
            throw new ArgumentException(
                $"{added.Type} and {_byType[added.GrainType].Type} have the same grain type '{added.GrainType}'."
            );
        }

        foreach (var @interface in added.Interfaces)
        {
            if (!_byInterface.TryGetValue(@interface, out var classes))
            {
                _byInterface[@interface] = classes = [];
            }

            classes.Add(added);
        }
    }
}
