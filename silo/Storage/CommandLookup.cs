namespace GalaPlatform.Silo.Storage;

/// <summary>Who sent a command, and its id.</summary>
internal readonly record struct CommandKey(string Actor, string Id);

/// <summary>A command that took effect before.</summary>
internal readonly record struct KnownCommand(CommandKey Key, string Fingerprint, string Answer);

/// <summary>Looks for many commands at once, each by its whole key: a busy scope has as many rows as it has messages.</summary>
internal static class CommandLookup
{
    private const int AtOnce = 50;

    /// <summary>Those of a scope that took effect before.</summary>
    public static async Task<List<KnownCommand>> Commands(
        this GalaDbContext db,
        string scope,
        IReadOnlyCollection<CommandKey> keys,
        CancellationToken cancel
    )
    {
        var known = new List<KnownCommand>();
        foreach (var some in keys.Chunk(AtOnce))
        {
            await using var query = db.Command(Query(some.Length), Parameters(scope, some));
            await using var row = await query.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
            {
                var key = new CommandKey(row.GetString(0), row.GetString(1));
                known.Add(new KnownCommand(key, row.GetString(2), row.GetString(3)));
            }
        }
        return known;
    }

    // A list of pairs after IN would read better; SQLite then reads the whole scope.
    internal static string Query(int keys) =>
        $"""
            WITH asked (actor, id) AS (VALUES {string.Join(
                ", ",
                Enumerable.Range(0, keys).Select(place => $"(@a{place}, @c{place})")
            )})
            SELECT known.actor, known.command_id, known.fingerprint, known.answer FROM asked
            JOIN commands AS known ON known.scope = @scope AND known.actor = asked.actor AND known.command_id = asked.id
            """;

    internal static (string Name, object Value)[] Parameters(string scope, CommandKey[] keys) =>
        [
            ("@scope", scope),
            .. keys.Select((key, place) => ($"@a{place}", (object)key.Actor)),
            .. keys.Select((key, place) => ($"@c{place}", (object)key.Id)),
        ];
}
