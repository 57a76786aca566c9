using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Schools;

namespace GalaPlatform.Silo.Classrooms;

/// <summary>What a classroom allows.</summary>
internal static class ClassroomRules
{
    public const int MaxNameLength = 60;
    public const int MaxHeadcount = 500;
    public static readonly TimeSpan CodeLife = TimeSpan.FromHours(24);
    public static readonly TimeSpan CodeLifeAfterStart = TimeSpan.FromHours(12);
    public static readonly TimeSpan ShortestCodeLife = TimeSpan.FromHours(1);

    public static Result<ClassroomView> Create(
        ClassroomState? present,
        ClassroomId id,
        SchoolView school,
        string name,
        int headcount
    ) =>
        present is not null ? CommonRefusals.AlreadyExists
        : headcount is < 1 or > MaxHeadcount ? ClassroomRefusals.BadHeadcount
        : Texts
            .Required(name, MaxNameLength, "name")
            .Map(clean => new ClassroomView(id, school.Id, school.Name, clean, headcount, 1));

    /// <summary>Until 12 hours after the gala's start, or for a day; never shorter than a lesson.</summary>
    public static DateTimeOffset CodeEnd(DateTimeOffset? galaStartsAt, DateTimeOffset now)
    {
        var end = galaStartsAt + CodeLifeAfterStart ?? now + CodeLife;
        return end < now + ShortestCodeLife ? now + ShortestCodeLife : end;
    }

    /// <summary>Each pupil may have lost a device's seat once, and a few screens stand in a classroom.</summary>
    public static int SeatLimit(int headcount) => (Math.Max(headcount, 1) * 2) + 5;

    /// <summary>A new seat.</summary>
    /// <param name="classroom">The classroom.</param>
    /// <param name="id">The seat's id.</param>
    /// <param name="code">The code, normalized.</param>
    /// <param name="kind">A class's screen or one pupil's device.</param>
    /// <param name="nickname">The wish.</param>
    /// <param name="dice">Any number from 0: where the search for a free pseudonym begins.</param>
    /// <param name="now">UTC.</param>
    public static Result<Seat> TakeSeat(
        ClassroomState classroom,
        SeatId id,
        string code,
        SeatKind kind,
        string? nickname,
        int dice,
        DateTimeOffset now
    )
    {
        if (classroom.Code is not { } present || present.Code != code || present.ExpiresAt <= now)
        {
            return ClassroomRefusals.CodeUnknown;
        }
        Seat[] active = [.. classroom.Seats.Values.Where(seat => seat.ExpiresAt > now)];
        if (active.Length >= SeatLimit(classroom.View.Headcount))
        {
            return ClassroomRefusals.ClassroomFull;
        }
        var taken = active.Select(seat => seat.Name).ToHashSet();
        var name = kind == SeatKind.Class ? classroom.View.Name : Pseudonym(taken, nickname, dice);
        return new Seat(id, kind, name, present.Gala, present.ExpiresAt);
    }

    private static string Pseudonym(HashSet<string> taken, string? wish, int dice)
    {
        if (wish is not null && Pseudonyms.Contains(wish) && !taken.Contains(wish))
        {
            return wish;
        }
        for (var round = 1; ; round++)
        {
            for (var step = 0; step < Pseudonyms.Count; step++)
            {
                var name = Pseudonyms.At((dice + step) % Pseudonyms.Count);
                var numbered = round == 1 ? name : $"{name} {round}";
                if (!taken.Contains(numbered))
                {
                    return numbered;
                }
            }
        }
    }
}
