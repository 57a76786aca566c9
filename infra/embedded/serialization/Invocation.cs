using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>Gives a call its target; Orleans' grain context implements it.</summary>
public interface ITargetHolder
{
    TTarget? GetTarget<TTarget>()
        where TTarget : class;

    TComponent? GetComponent<TComponent>()
        where TComponent : class;
}

/// <summary>A call with its arguments.</summary>
public interface IInvokable : IDisposable
{
    object? GetTarget();
    void SetTarget(ITargetHolder holder);
    int GetArgumentCount();
    object? GetArgument(int index);
    void SetArgument(int index, object value);
    string GetMethodName();
    string GetInterfaceName();
    string GetActivityName();
    MethodInfo GetMethod();
    Type GetInterfaceType();
}
