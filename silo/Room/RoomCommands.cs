using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Room;

/// <summary>The commands of a group that took effect before, or earlier in the same group.</summary>
internal sealed class RoomCommands
{
    private readonly Dictionary<CommandKey, (string Fingerprint, RoomEntry Entry)> _known = [];

    private readonly string _scope;

    private RoomCommands(string scope) => _scope = scope;

    public static string ScopeOf(RoomState room) => ScopeOf(room.Gala);

    public static string ScopeOf(GalaId gala) => $"room/{gala}";

    public static string ActionOf(RoomRequest request) =>
        request switch
        {
            SayRequest => "room.say",
            SettingsRequest => "room.settings",
            _ => "room.append",
        };

    public static CommandRow RowFor(RoomState room, RoomRequest request, RoomEntry entry) =>
        new()
        {
            Scope = ScopeOf(room),
            Actor = request.Command.Actor.ToString(),
            CommandId = request.Command.Id.Value,
            Fingerprint = Fingerprint(ScopeOf(room), request),
            Answer = StoredAnswers.Write(entry.Sequence),
            At = entry.At,
        };

    public static async Task<RoomCommands> Find(
        GalaDbContext db,
        RoomState room,
        RoomRequest[] requests,
        CancellationToken cancel
    )
    {
        var found = new RoomCommands(ScopeOf(room));
        foreach (var row in await db.Commands(found._scope, [.. requests.Select(KeyOf).Distinct()], cancel))
        {
            var sequence = StoredAnswers.Read<long>(row.Answer);
            if (sequence > room.Head)
            {
                throw new StaleActivationException(found._scope, new InvalidOperationException("A later answer."));
            }
            var entry = await db.Set<RoomEntryRow>()
                .AsNoTracking()
                .SingleAsync(
                    entry => entry.Gala == room.Gala.Value && entry.Epoch == room.Epoch && entry.Sequence == sequence,
                    cancel
                );
            found._known[row.Key] = (row.Fingerprint, entry.ToEntry());
        }
        return found;
    }

    public Result<RoomEntry>? AnswerTo(RoomRequest request) =>
        !_known.TryGetValue(KeyOf(request), out var known) ? null
        : known.Fingerprint != Fingerprint(_scope, request) ? CommonRefusals.CommandReused
        : known.Entry;

    public void Keep(CommandRow row, RoomEntry entry) =>
        _known[new CommandKey(row.Actor, row.CommandId)] = (row.Fingerprint, entry);

    private static CommandKey KeyOf(RoomRequest request) =>
        new(request.Command.Actor.ToString(), request.Command.Id.Value);

    private static string Fingerprint(string scope, RoomRequest request) =>
        StoredAnswers.Fingerprint(new CommandEnvelope(request.Command, scope, ActionOf(request), Arguments(request)));

    private static object Arguments(RoomRequest request) =>
        request switch
        {
            SayRequest { Utterance: var said } => new { said.Text, said.ReplyTo },
            AppendRequest append => new { append.Kind, append.Data },
            SettingsRequest settings => settings.Change,
            _ => throw new InvalidOperationException($"No arguments for {request.GetType().Name}."),
        };
}
