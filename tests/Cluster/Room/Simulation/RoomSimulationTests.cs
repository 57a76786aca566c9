using GalaPlatform.Embedded.Simulation;

namespace GalaPlatform.Tests.Cluster.Room.Simulation;

/// <summary>The room under a thousand evenings of interleavings, crashes and faults; <c>GALA_SEED</c> replays one.</summary>
public sealed class RoomSimulationTests
{
    private const int Evenings = 1000;
    private const int EnoughToFindMistakes = 100;

    [Fact]
    public void Whatever_happens_what_was_acknowledged_is_stored_once_and_read_by_all_in_order() =>
        Play(Evenings, Mistake.None);

    [Fact]
    public void A_commit_that_answers_without_writing_is_found() =>
        Assert.Throws<SeedFailedException>(() => Play(EnoughToFindMistakes, new AnswersWithoutWriting()));

    [Fact]
    public void A_store_that_forgets_commands_is_found_and_the_seed_replays_it()
    {
        var found = Assert.Throws<SeedFailedException>(() => Play(EnoughToFindMistakes, new ForgetsCommands()));
        Assert.Contains("is stored", found.InnerException!.Message, StringComparison.Ordinal);

        using var database = new MemoryDatabase();
        var replay = Evening.Plan(found.Seed, database, new ForgetsCommands());
        var failure = Assert.ThrowsAny<Exception>(replay.Play);

        Assert.Equal(found.InnerException.Message, failure.Message);
        Assert.Equal(found.Trace, replay.Cluster.Trace);
    }

    private static void Play(int evenings, Mistake mistake)
    {
        using var database = new MemoryDatabase();
        Evening? evening = null;
        Seeds.Try(evenings, seed => (evening = Evening.Plan(seed, database, mistake)).Cluster, _ => evening!.Play());
    }
}
