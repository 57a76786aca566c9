using System.Reflection;

namespace Orleans.Serialization.Invocation
{
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
        ValueTask<Response> Invoke();
        int GetArgumentCount();
        object? GetArgument(int index);
        void SetArgument(int index, object value);
        string GetMethodName();
        string GetInterfaceName();
        string GetActivityName();
        MethodInfo GetMethod();
        Type GetInterfaceType();

        TimeSpan? GetDefaultResponseTimeout() => null;

        CancellationToken GetCancellationToken() => default;

        bool TryCancel() => false;

        bool IsCancellable => false;
    }

    /// <summary>What a call gave: a value or an exception.</summary>
    public abstract class Response : IDisposable
    {
        public abstract object? Result { get; set; }

        public abstract Exception? Exception { get; set; }

        public static Response FromResult<TResult>(TResult value) => new ValueResponse { Result = value };

        public static Response FromException(Exception exception) => new ValueResponse { Exception = exception };

        public static Response Completed => new ValueResponse();

        public void Dispose() => GC.SuppressFinalize(this);

        private sealed class ValueResponse : Response
        {
            public override object? Result { get; set; }

            public override Exception? Exception { get; set; }
        }
    }
}

namespace Orleans.Serialization.Serializers
{
    /// <summary>Named by the constructor of a grain reference; this flavour has its own serializer.</summary>
    public sealed class CodecProvider;
}

namespace Orleans.Serialization.Cloning
{
    /// <summary>Named by the constructor of a grain reference; this flavour has its own serializer.</summary>
    public sealed class CopyContextPool;
}
