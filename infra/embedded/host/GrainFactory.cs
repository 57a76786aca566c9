using System.Collections.Concurrent;
using GalaPlatform.Embedded.Activations;
using GalaPlatform.Embedded.Calls;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace GalaPlatform.Embedded;

/// <summary>Makes references; it is also what Orleans' own code asks when a reference is cast.</summary>
internal sealed class GrainFactory(GrainClasses classes, CallSender sender, IServiceProvider services)
    : IGrainFactory,
        IGrainReferenceRuntime
{
    private readonly ConcurrentDictionary<(GrainType, Type?), Func<IdSpan, EmbeddedReference>> _makers = new();
    private readonly ConcurrentDictionary<GrainInterfaceType, Type> _interfaces = new();

    public Observers Observers { get; set; } = null!;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        Make<TGrainInterface>(StringKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(
        Guid primaryKey,
        string keyExtension,
        string? grainClassNamePrefix = null
    )
        where TGrainInterface : IGrainWithGuidCompoundKey =>
        Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(
        long primaryKey,
        string keyExtension,
        string? grainClassNamePrefix = null
    )
        where TGrainInterface : IGrainWithIntegerCompoundKey =>
        Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, StringKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, keyExtension));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, keyExtension));

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)(object)Make(grainId, typeof(TGrainInterface));

    public IAddressable GetGrain(GrainId grainId) => Untyped(grainId);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) =>
        _interfaces.TryGetValue(interfaceType, out var known) ? Make(grainId, known)
        : classes.Interfaces.FirstOrDefault(type => InvokeTable.Of(type).InterfaceType == interfaceType) is { } found
            ? Make(grainId, found)
        : throw new ArgumentException($"There is no grain interface '{interfaceType}'.");

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        Make(GrainId.Create(classes.Of(interfaceType, grainClassNamePrefix).GrainType, grainKey), interfaceType);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) =>
        Make(GrainId.Create(classes.Of(interfaceType).GrainType, grainKey), interfaceType);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj is GrainReference
            ? throw new ArgumentException("It is a reference already.", nameof(obj))
            : (TGrainObserverInterface)(object)Make(Observers.Add(obj), typeof(TGrainObserverInterface));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is GrainReference reference)
        {
            Observers.Remove(reference.GrainId);
        }
        else
        {
            Observers.Remove(obj);
        }
    }

    /// <summary>A reference to an id, as the interface.</summary>
    public EmbeddedReference Make(GrainId id, Type @interface) => MakerFor(id.Type, @interface)(id.Key);

    public EmbeddedReference Untyped(GrainId id) => MakerFor(id.Type, null)(id.Key);

    object IGrainReferenceRuntime.Cast(IAddressable grain, Type interfaceType) =>
        interfaceType.IsInstanceOfType(grain) && grain is GrainReference
            ? grain
            : Make(grain.GetGrainId(), interfaceType);

    ValueTask<T?> IGrainReferenceRuntime.InvokeMethodAsync<T>(
        GrainReference reference,
        IInvokable request,
        Orleans.CodeGeneration.InvokeMethodOptions options
    )
        where T : default => throw NotOurs();

    ValueTask IGrainReferenceRuntime.InvokeMethodAsync(
        GrainReference reference,
        IInvokable request,
        Orleans.CodeGeneration.InvokeMethodOptions options
    ) => throw NotOurs();

    void IGrainReferenceRuntime.InvokeMethod(
        GrainReference reference,
        IInvokable request,
        Orleans.CodeGeneration.InvokeMethodOptions options
    ) => throw NotOurs();

    private static IdSpan StringKey(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return IdSpan.Create(key);
    }

    private static NotSupportedException NotOurs() => new("References of this host send their calls themselves.");

    private TGrainInterface Make<TGrainInterface>(IdSpan key, string? prefix) =>
        (TGrainInterface)
            (object)Make(
                GrainId.Create(classes.Of(typeof(TGrainInterface), prefix).GrainType, key),
                typeof(TGrainInterface)
            );

    private Func<IdSpan, EmbeddedReference> MakerFor(GrainType type, Type? @interface) =>
        _makers.GetOrAdd((type, @interface), key => NewMaker(key.Item1, key.Item2));

    private Func<IdSpan, EmbeddedReference> NewMaker(GrainType type, Type? @interface)
    {
        var table = InvokeTable.Of(@interface ?? typeof(IGrain));
        _interfaces[table.InterfaceType] = table.Interface;
        var shared = new GrainReferenceShared(type, table.InterfaceType, 0, this, default, null!, null!, services);
        var binding = new ReferenceBinding(sender, table);
        if (@interface is null)
        {
            return key => new UntypedReference(shared, key, binding);
        }

        var create = ReferenceEmitter.FactoryFor(table);
        return key => create(shared, key, binding);
    }
}
