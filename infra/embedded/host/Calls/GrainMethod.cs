using System.Linq.Expressions;
using System.Reflection;
using Orleans.Concurrency;

namespace GalaPlatform.Embedded.Calls;

/// <summary>One method of a grain interface: what its attributes promise, and a compiled way to call it.</summary>
internal sealed class GrainMethod
{
    private readonly Lazy<Func<object, object?[], ValueTask<object?>>> _invoke;

    public GrainMethod(MethodInfo method)
    {
        if (method.IsGenericMethodDefinition)
        {
            throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} is generic; this host has no such calls."
            );
        }

        Method = method;
        Parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        IsAlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsOneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));
        ResultType = ResultOf(method);
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        _invoke = new(() => Compile(method));
    }

    public MethodInfo Method { get; }

    public string Name { get; }

    public Type[] Parameters { get; }

    /// <summary>What the task gives; null if it only completes.</summary>
    public Type? ResultType { get; }

    public bool IsAlwaysInterleave { get; }

    public bool IsReadOnly { get; }

    public bool IsOneWay { get; }

    public ValueTask<object?> Invoke(object target, object?[] arguments) => _invoke.Value(target, arguments);

    private static Type? ResultOf(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask) || type == typeof(void))
        {
            return null;
        }

        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return open == typeof(Task<>) || open == typeof(ValueTask<>)
            ? type.GetGenericArguments()[0]
            : throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} returns {type}; a grain's method returns a task, a value task or nothing."
            );
    }

    private static Func<object, object?[], ValueTask<object?>> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object[]));
        var given = method
            .GetParameters()
            .Select(
                (parameter, index) =>
                    Expression.Convert(
                        Expression.ArrayIndex(arguments, Expression.Constant(index)),
                        parameter.ParameterType
                    )
            );
        var call = Expression.Call(Expression.Convert(target, method.DeclaringType!), method, given);
        var body =
            method.ReturnType == typeof(void)
                ? (Expression)Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)))
                : Wrapped(call, method.ReturnType);
        return Expression.Lambda<Func<object, object?[], ValueTask<object?>>>(body, target, arguments).Compile();
    }

    private static MethodCallExpression Wrapped(Expression call, Type returns)
    {
        var generic = returns.IsGenericType ? returns.GetGenericArguments() : null;
        var name = returns.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal)
            ? nameof(OfValueTask)
            : nameof(OfTask);
        var wrapper = typeof(GrainMethod)
            .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Single(method => method.Name == name && method.IsGenericMethod == generic is not null);
        return Expression.Call(generic is null ? wrapper : wrapper.MakeGenericMethod(generic), call);
    }

    private static async ValueTask<object?> OfTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> OfTask<T>(Task<T> task) => await task;

    private static async ValueTask<object?> OfValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> OfValueTask<T>(ValueTask<T> task) => await task;
}
