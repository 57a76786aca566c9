using GalaPlatform.Room;
using GalaPlatform.Silo.Room;
using GalaPlatform.Silo.Storage;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>One command: what was sent, and every answer that came.</summary>
internal sealed class LedgerLine(string actor, string id, string text)
{
    public string Actor => actor;

    public string Id => id;

    public string Text => text;

    /// <summary>Answers that say what became of it; "unavailable" and silence do not.</summary>
    public List<Said> Answers { get; } = [];

    public long? Posted => Answers.FirstOrDefault(said => said.Status == SayStatus.Posted)?.Sequence;

    /// <summary>Every attempt was answered, and none by yes.</summary>
    public bool IsRefused => Posted is null && !IsUnknown;

    public bool IsUnknown { get; set; }
}

/// <summary>What everybody sent, was told and received, held against what the database has.</summary>
internal sealed class Ledger
{
    private readonly List<LedgerLine> _lines = [];

    public LedgerLine Send(string actor, string text)
    {
        var line = new LedgerLine(actor, $"c{_lines.Count}", text);
        _lines.Add(line);
        return line;
    }

    public void Judge(RoomRow room, RoomEntryRow[] stored, CommandRow[] commands, IEnumerable<SimulatedReader> readers)
    {
        Assert.Equal(Enumerable.Range(1, stored.Length).Select(step => (long)step), stored.Select(row => row.Sequence));
        Assert.Equal(room.Head, stored.Length);
        Assert.All(stored, row => Assert.Equal(room.Epoch, row.Epoch));
        JudgeCommands(stored.Where(row => row.Kind == EntryKinds.Message).ToArray());
        JudgeOrder();
        Assert.Equal(stored.Length, commands.Length);
        foreach (var reader in readers)
        {
            JudgeReader(reader, stored);
        }
    }

    private void JudgeCommands(RoomEntryRow[] messages)
    {
        var byText = messages.ToLookup(row => row.Data);
        foreach (var line in _lines)
        {
            var kept = byText[$$"""{"text":"{{line.Text}}"}"""].ToArray();
            Assert.True(kept.Length <= 1, $"{line.Text} is stored {kept.Length} times");
            Assert.True(
                line.Answers.Where(said => said.Status == SayStatus.Posted).Distinct().Count() <= 1,
                $"{line.Text} got different answers"
            );
            if (line.Posted is { } sequence)
            {
                Assert.True(
                    kept is [var row] && row.Sequence == sequence,
                    $"{line.Text} was acknowledged as {sequence}"
                );
            }
            Assert.True(!line.IsRefused || kept is [], $"{line.Text} was refused and is stored");
        }
        Assert.Equal(messages.Length, _lines.Sum(line => byText[$$"""{"text":"{{line.Text}}"}"""].Count()));
    }

    // Whoever speaks again after an answer speaks later.
    private void JudgeOrder()
    {
        foreach (var spoken in _lines.GroupBy(line => line.Actor))
        {
            var numbers = spoken.Select(line => line.Posted).OfType<long>().ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    private static void JudgeReader(SimulatedReader reader, RoomEntryRow[] stored)
    {
        Assert.Equal(stored.Length, reader.Last);
        foreach (var stretch in reader.Stretches.Where(stretch => stretch is not []))
        {
            var first = (int)stretch[0].Sequence;
            Assert.Equal(
                stored.Skip(first - 1).Take(stretch.Count).Select(row => (row.Sequence, row.Id, row.Data)),
                stretch.Select(entry => (entry.Sequence, entry.Id.Value, entry.Data))
            );
        }
        Assert.Equal(stored.Length, reader.Stretches[^1][^1].Sequence);
    }
}
