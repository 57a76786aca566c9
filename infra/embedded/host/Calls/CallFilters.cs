using System.Collections.Concurrent;
using System.Reflection;
using GalaPlatform.Embedded.Activations;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace GalaPlatform.Embedded.Calls;

/// <summary>Runs incoming call filters: the registered ones in their order, then the grain's own, then the method.</summary>
internal sealed class CallFilters(IServiceProvider services)
{
    // Found with the first call: a filter may itself want the grain factory.
    private readonly Lazy<IIncomingGrainCallFilter[]> _registered = new(() =>
        [.. services.GetServices<IIncomingGrainCallFilter>()]
    );

    public ValueTask<object?> Invoke(GrainCall call, CallTarget target)
    {
        if (
            target is not Activation activation
            || (_registered.Value.Length == 0 && target.Instance is not IIncomingGrainCallFilter)
        )
        {
            return target.Instance is { } instance ? call.Method.Invoke(instance, call.Arguments) : default;
        }

        return Filtered(call, activation);
    }

    private async ValueTask<object?> Filtered(GrainCall call, Activation activation)
    {
        IEnumerable<IIncomingGrainCallFilter> filters = activation.GrainInstance is IIncomingGrainCallFilter own
            ? _registered.Value.Append(own)
            : _registered.Value;
        var context = new IncomingCall(call, activation, [.. filters]);
        await context.Invoke();
        return context.Response?.Exception is { } failure ? throw failure : context.Result;
    }
}

/// <summary>A call on its way through the filters; also the view of its arguments that they get.</summary>
internal sealed class IncomingCall(GrainCall call, Activation activation, IIncomingGrainCallFilter[] filters)
    : IIncomingGrainCallContext,
        IInvokable
{
    private static readonly ConcurrentDictionary<(Type, MethodInfo), MethodInfo> Implementations = new();
    private int _next;

    public IInvokable Request => this;

    public object Grain => activation.GrainInstance!;

    public GrainId? SourceId => call.Source;

    public GrainId TargetId => call.Target;

    public GrainInterfaceType InterfaceType => InvokeTable.Of(call.Method.Method.DeclaringType!).InterfaceType;

    public string InterfaceName => call.Method.Method.DeclaringType!.Name;

    public string MethodName => call.Method.Method.Name;

    public MethodInfo InterfaceMethod => call.Method.Method;

    public MethodInfo ImplementationMethod =>
        Implementations.GetOrAdd(
            (Grain.GetType(), InterfaceMethod),
            static key => Implementation(key.Item1, key.Item2)
        );

    public IGrainContext TargetContext => activation;

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult(value);
    }

    public async Task Invoke()
    {
        if (_next < filters.Length)
        {
            await filters[_next++].Invoke(this);
            return;
        }

        Response = Response.FromResult(await call.Method.Invoke(Grain, call.Arguments));
    }

    object? IInvokable.GetTarget() => Grain;

    void IInvokable.SetTarget(ITargetHolder holder) { }

    async ValueTask<Response> IInvokable.Invoke() =>
        Response.FromResult(await call.Method.Invoke(Grain, call.Arguments));

    int IInvokable.GetArgumentCount() => call.Arguments.Length;

    object? IInvokable.GetArgument(int index) => call.Arguments[index];

    void IInvokable.SetArgument(int index, object value) => call.Arguments[index] = value;

    string IInvokable.GetMethodName() => MethodName;

    string IInvokable.GetInterfaceName() => InterfaceName;

    string IInvokable.GetActivityName() => $"{InterfaceName}/{MethodName}";

    MethodInfo IInvokable.GetMethod() => InterfaceMethod;

    Type IInvokable.GetInterfaceType() => InterfaceMethod.DeclaringType!;

    void IDisposable.Dispose() { }

    private static MethodInfo Implementation(Type grain, MethodInfo method)
    {
        var map = grain.GetInterfaceMap(method.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
    }
}
