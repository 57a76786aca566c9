using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GalaPlatform.Common;

/// <summary>An id that knows what it identifies, so that a school's id is never taken for a gala's.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
/// <remarks>Ids are version 7 UUIDs (RFC 9562): unique without asking anybody, and ordered by creation.</remarks>
public interface ITypedId<TSelf> : IParsable<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    /// <summary>The bare value, for storage and grain keys alone.</summary>
    Guid Value { get; }

    /// <summary>Wraps a bare value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>What every typed id can do.</summary>
public static class TypedId
{
    /// <summary>Makes a new id whose time part is the clock's now.</summary>
    public static TId New<TId>(TimeProvider clock)
        where TId : struct, ITypedId<TId> => TId.From(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <summary>
    /// The id of what a command brings into being: the same command sent again names the same thing, so that a client
    /// that lost the answer does not make two.
    /// </summary>
    public static TId For<TId>(Command command)
        where TId : struct, ITypedId<TId>
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{typeof(TId).Name}\n{command.Actor}\n{command.Id}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // RFC 9562 version 8: made by a rule of our own
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return TId.From(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>Reads the 32 lower-case hexadecimal digits that <see cref="Text"/> writes, and no other form.</summary>
    public static bool TryRead<TId>(string? text, out TId id)
        where TId : struct, ITypedId<TId>
    {
        var ok = Guid.TryParseExact(text, "N", out var value) && value.ToString("N") == text;
        id = ok ? TId.From(value) : default;
        return ok;
    }

    /// <summary>Reads an id or throws <see cref="FormatException"/>.</summary>
    public static TId Read<TId>(string text)
        where TId : struct, ITypedId<TId> =>
        TryRead<TId>(text, out var id) ? id : throw new FormatException($"Not a {typeof(TId).Name}.");

    /// <summary>The id as clients see it: 32 lower-case hexadecimal digits.</summary>
    public static string Text(Guid value) => value.ToString("N", CultureInfo.InvariantCulture);
}
