using System.Text.Json;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

internal sealed record JoinArguments(GalaId Gala, string? Epoch, long? After);

internal sealed record SayArguments(GalaId Gala, CommandId Command, string Text, long? ReplyTo);

internal sealed record ReactArguments(GalaId Gala, int Kind);

/// <summary>Reads what a client sent as the one argument of a hub method. Nothing in it is believed, and nothing in it throws.</summary>
internal static class HubArguments
{
    public static Result<JoinArguments> Join(JsonElement sent) =>
        Gala(sent).Succeeded(out var gala, out var refusal)
            ? TryText(sent, "epoch", out var epoch) && TryNumber(sent, "after", out var after)
                ? new JoinArguments(gala, epoch, after)
                : RoomRefusals.BadArguments
            : refusal;

    public static Result<SayArguments> Say(JsonElement sent)
    {
        if (!Gala(sent).Succeeded(out var gala, out var refusal))
        {
            return refusal;
        }
        var isWhole =
            TryText(sent, "commandId", out var command)
            & TryText(sent, "text", out var text)
            & TryNumber(sent, "replyTo", out var replyTo);
        return isWhole && CommandId.IsValid(command) && text is not null
            ? new SayArguments(gala, new CommandId(command!), text, replyTo)
            : RoomRefusals.BadArguments;
    }

    public static Result<ReactArguments> React(JsonElement sent)
    {
        if (!Gala(sent).Succeeded(out var gala, out var refusal))
        {
            return refusal;
        }
        if (!TryText(sent, "kind", out var kind) || kind is null)
        {
            return RoomRefusals.BadArguments;
        }
        var index = ReactionKinds.IndexOf(kind);
        return index >= 0 ? new ReactArguments(gala, index) : RoomRefusals.UnknownReaction;
    }

    /// <summary>An id that cannot be one names no gala: it is not found, like any other that does not exist.</summary>
    public static Result<GalaId> Gala(JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.Object || !TryText(sent, "galaId", out var text) || text is null)
        {
            return RoomRefusals.BadArguments;
        }
        return TypedId.TryRead<GalaId>(text, out var gala) ? gala : CommonRefusals.NotFound;
    }

    // Absent and null are the same; anything but text is wrong.
    private static bool TryText(JsonElement sent, string name, out string? text)
    {
        text = null;
        if (!sent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }
        try
        {
            text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            return false; // half a surrogate pair cannot be read as text
        }
    }

    private static bool TryNumber(JsonElement sent, string name, out long? number)
    {
        number = null;
        if (!sent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var read) || read < 0)
        {
            return false;
        }
        number = read;
        return true;
    }
}
