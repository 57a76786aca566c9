using System.Runtime.CompilerServices;

namespace GalaPlatform.Embedded.Strict;

/// <summary>An exception as a network leaves it: its type, words and causes; members of its own are lost.</summary>
internal static class ExceptionTravel
{
    public static Exception Copy(Exception exception)
    {
        if (exception is AggregateException several)
        {
            return new AggregateException(several.InnerExceptions.Select(Copy));
        }

        var copy = (Exception)RuntimeHelpers.GetUninitializedObject(exception.GetType());
        MessageOf(copy) = exception.Message;
        StackOf(copy) = exception.StackTrace;
        InnerOf(copy) = exception.InnerException is { } inner ? Copy(inner) : null;
        copy.HResult = exception.HResult;
        return copy;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageOf(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_remoteStackTraceString")]
    private static extern ref string? StackOf(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerOf(Exception exception);
}
