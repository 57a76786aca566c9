using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GalaPlatform.Common;
using GalaPlatform.Web.Accounts;

namespace GalaPlatform.Web.Platform;

/// <summary>A request as a command: its <c>Idempotency-Key</c>, or a fresh id, and who sent it.</summary>
internal sealed record ClientCommand(Command Command, bool IsRepeatable)
{
    public const string Header = "Idempotency-Key";

    public static implicit operator Command(ClientCommand sent) => sent.Command;

    /// <summary>
    /// The id of what the command creates. With a key it follows from the key, so that the command sent twice, to any
    /// node, comes to the same grain; another sender's same key, or another action, gives another id.
    /// </summary>
    public TId NewId<TId>(string action, TimeProvider clock)
        where TId : struct, ITypedId<TId>
    {
        if (!IsRepeatable)
        {
            return TypedId.New<TId>(clock);
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{action}\n{Command.Actor}\n{Command.Id}"))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // version 8: made by the application (RFC 9562)
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return TId.From(new Guid(hash, bigEndian: true));
    }

    public static ValueTask<ClientCommand> BindAsync(HttpContext http)
    {
        if (!http.Request.Headers.TryGetValue(Header, out var values))
        {
            return ValueTask.FromResult(new ClientCommand(new Command(CommandId.Fresh(), http.User.Actor()), false));
        }
        var key = values.ToString();
        return values.Count == 1 && CommandId.IsValid(key)
            ? ValueTask.FromResult(new ClientCommand(new Command(new CommandId(key), http.User.Actor()), true))
            : throw new RefusedException(CommonRefusals.BadCommandId);
    }
}

/// <summary>The version that an editor saw, from <c>If-Match</c>; null if the request has none, or <c>*</c>.</summary>
internal readonly record struct IfMatch(long? Version)
{
    // No thing has this version: a tag that is well formed but not ours is stale, not malformed.
    private const long Never = -1;

    public static ValueTask<IfMatch> BindAsync(HttpContext http)
    {
        var text = http.Request.Headers.IfMatch.ToString();
        if (text.Length == 0 || text == "*")
        {
            return ValueTask.FromResult(new IfMatch(null));
        }
        var tag = text.StartsWith("W/", StringComparison.Ordinal) ? null : text;
        if (text.Length < 2 || text[^1] != '"' || (tag is not null && tag[0] != '"'))
        {
            throw new RefusedException(EdgeRefusals.BadIfMatch);
        }
        var known = long.TryParse(tag?[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        return ValueTask.FromResult(new IfMatch(known ? version : Never));
    }
}

/// <summary>Which page of a list is asked for: <c>?limit=</c> 1 to 100, 50 if not said, and <c>?after=</c>.</summary>
internal sealed record Paging(int Limit, string? After)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;
    private const int MaxCursor = 200;

    public PageRequest Request => new(Limit, After);

    public static ValueTask<Paging> BindAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var limit = DefaultLimit;
        if (
            query.TryGetValue("limit", out var wish)
            && (
                !int.TryParse(wish, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > MaxLimit
            )
        )
        {
            throw new RefusedException(EdgeRefusals.BadLimit);
        }
        var after = query.TryGetValue("after", out var cursor) ? cursor.ToString() : null;
        return after is not null && (after.Length is 0 or > MaxCursor || after.Any(sign => sign is <= ' ' or > '~'))
            ? throw new RefusedException(EdgeRefusals.BadCursor)
            : ValueTask.FromResult(new Paging(limit, after));
    }
}
