using System.Collections.Immutable;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;

namespace GalaPlatform.Silo.Classrooms;

/// <summary>Ten wrong codes a minute from one address; the ones after that learn nothing but "wait".</summary>
internal sealed record FailureBudget(ImmutableQueue<DateTimeOffset> Failures)
{
    public const int Limit = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    public static readonly FailureBudget Full = new(ImmutableQueue<DateTimeOffset>.Empty);

    /// <summary>Counts a failure at <paramref name="now"/>; the refusal if there were too many within the minute.</summary>
    public (FailureBudget Next, Refusal? Refusal) Spend(DateTimeOffset now)
    {
        var failures = Failures;
        while (!failures.IsEmpty && failures.Peek() <= now - Window)
        {
            failures = failures.Dequeue();
        }
        if (failures.Count() < Limit)
        {
            return (new FailureBudget(failures.Enqueue(now)), null);
        }
        var wait = (int)Math.Ceiling((failures.Peek() + Window - now).TotalSeconds);
        return (new FailureBudget(failures), ClassroomRefusals.TooManyAttempts with { RetryAfterSeconds = wait });
    }
}
