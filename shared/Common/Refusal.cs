namespace GalaPlatform.Common;

/// <summary>What sort of "no" it is; the edge turns it into a status code.</summary>
public enum RefusalKind
{
    /// <summary>400: the request itself is wrong.</summary>
    Malformed,

    /// <summary>403: known, but not allowed.</summary>
    Forbidden,

    /// <summary>404: it does not exist, or belongs to somebody else.</summary>
    NotFound,

    /// <summary>409: it does not fit the state of things.</summary>
    Conflict,

    /// <summary>412: somebody else changed it first.</summary>
    Stale,

    /// <summary>413: too big.</summary>
    TooLarge,

    /// <summary>415: a kind of content that is not taken.</summary>
    Unsupported,

    /// <summary>422: well formed, but cannot be processed.</summary>
    Unprocessable,

    /// <summary>429: too much, too fast.</summary>
    TooMany,

    /// <summary>503: not now; nothing was done.</summary>
    Unavailable,

    /// <summary>507: no room left to store it.</summary>
    StorageFull,
}

/// <summary>An expected "no": a value, never an exception.</summary>
/// <param name="Code">Stable, kebab-case; clients may switch on it.</param>
/// <param name="Kind">What sort of refusal it is.</param>
/// <param name="Text">What a teacher reads.</param>
/// <param name="Field">The camelCase name of the field at fault, if one is.</param>
/// <param name="RetryAfterSeconds">Seconds after which the same request may succeed, if waiting helps.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal(
    [property: Id(0)] string Code,
    [property: Id(1)] RefusalKind Kind,
    [property: Id(2)] LocalText Text,
    [property: Id(3)] string? Field = null,
    [property: Id(4)] int? RetryAfterSeconds = null
)
{
    /// <summary>A refusal with its words in both languages.</summary>
    public Refusal(string code, RefusalKind kind, string fr, string en, string? field = null)
        : this(code, kind, new LocalText(fr, en), field) { }
}

/// <summary>A value, or the reason why there is none.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[GenerateSerializer, Immutable, Alias("result`1")]
public sealed record Result<T>
{
    private Result(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>For the serializer.</summary>
    public Result() { }

    /// <summary>The value; default when refused.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>The refusal; null when there is a value.</summary>
    [Id(1)]
    public Refusal? Refusal { get; init; }

    /// <summary>True when refused.</summary>
    public bool IsRefused => Refusal is not null;

    /// <summary>Both at once: <c>if (!result.Succeeded(out var value, out var refusal)) return refusal;</c></summary>
    public bool Succeeded(
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal
    )
    {
        (value, refusal) = (Value, Refusal);
        return refusal is null;
    }

    /// <summary>The value as another, or the same refusal.</summary>
    public Result<TOther> Map<TOther>(Func<T, TOther> map) => Refusal is null ? map(Value!) : Refusal;

    /// <summary>What follows from the value, or the same refusal.</summary>
    public Result<TOther> Then<TOther>(Func<T, Result<TOther>> next) => Refusal is null ? next(Value!) : Refusal;

    /// <summary>A value is a result.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal is a result.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of a command that has nothing to say but "done".</summary>
[GenerateSerializer, Immutable, Alias("done")]
public readonly record struct Done;
