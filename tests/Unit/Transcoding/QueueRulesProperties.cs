using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Transcoding;

namespace GalaPlatform.Tests.Unit.Transcoding;

public sealed class QueueRulesProperties
{
    private static readonly DateTimeOffset Start = new(2026, 12, 15, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_school_with_one_video_never_waits_for_more_than_one_of_each_other_school(int seed)
    {
        var random = new Random(seed);
        var schools = Enumerable.Range(0, 6).Select(_ => new SchoolId(NewGuid(random))).ToArray();
        var waiting = schools.SelectMany((school, rank) => Jobs(random, school, rank == 0 ? 1 : 30)).ToList();
        var (served, now) = (new Dictionary<SchoolId, DateTimeOffset>(), Start);
        var turns = new List<WaitingJob>();

        while (QueueRules.Next(waiting, new Dictionary<SchoolId, int>(), served) is { } next)
        {
            waiting.Remove(next);
            turns.Add(next);
            served[next.School] = now = now.AddSeconds(1);
        }

        Assert.Equal(151, turns.Count);
        Assert.InRange(turns.FindIndex(turn => turn.School == schools[0]), 0, schools.Length - 1);
        foreach (var school in turns.GroupBy(turn => turn.School))
        {
            Assert.Equal(school.Select(turn => turn.Length).Order(), school.Select(turn => turn.Length));
        }
    }

    [Fact]
    public void A_school_that_has_a_video_in_work_lets_the_others_pass()
    {
        var random = new Random(5);
        var (busy, idle) = (new SchoolId(NewGuid(random)), new SchoolId(NewGuid(random)));
        WaitingJob[] waiting = [.. Jobs(random, busy, 3), .. Jobs(random, idle, 1)];

        var next = QueueRules.Next(
            waiting,
            new Dictionary<SchoolId, int> { [busy] = 1 },
            new Dictionary<SchoolId, DateTimeOffset> { [idle] = Start }
        );

        Assert.Equal(idle, next?.School);
    }

    [Theory]
    [InlineData(1, 1, true, true)]
    [InlineData(1, 2, true, true)]
    [InlineData(2, 2, true, false)]
    [InlineData(2, 2, false, true)]
    [InlineData(2, 4, true, true)]
    [InlineData(3, 4, true, false)]
    public void Beside_a_live_gala_one_job_for_two_cores_is_enough(int worker, int cores, bool isLive, bool may) =>
        Assert.Equal(may, QueueRules.MayWork(worker, cores, isLive));

    [Fact]
    public void Failures_exhaust_a_video_sooner_than_machines_that_stop()
    {
        Assert.False(QueueRules.IsExhausted(leases: 3, failures: 2));
        Assert.True(QueueRules.IsExhausted(leases: 4, failures: 3));
        Assert.False(QueueRules.IsExhausted(leases: 10, failures: 0));
        Assert.True(QueueRules.IsExhausted(leases: 11, failures: 0));
    }

    private static IEnumerable<WaitingJob> Jobs(Random random, SchoolId school, int count) =>
        Enumerable
            .Range(0, count)
            .Select(_ => new WaitingJob(new ProjectId(NewGuid(random)), school, random.Next(1, 1_000_000), Start));

    private static Guid NewGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
