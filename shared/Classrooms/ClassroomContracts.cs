using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;

namespace GalaPlatform.Classrooms;

/// <summary>A classroom as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="School">Its school.</param>
/// <param name="SchoolName">The school's name.</param>
/// <param name="Name">Such as "6B"; 1 to 60 characters.</param>
/// <param name="Headcount">How many pupils there are, as declared: 1 to 500.</param>
/// <param name="Version">The ETag.</param>
[GenerateSerializer, Immutable, Alias("classroom.view")]
public sealed record ClassroomView(
    [property: Id(0)] ClassroomId Id,
    [property: Id(1)] SchoolId School,
    [property: Id(2)] string SchoolName,
    [property: Id(3)] string Name,
    [property: Id(4)] int Headcount,
    [property: Id(5)] long Version
);

/// <summary>A class code as the teacher shows it.</summary>
/// <param name="Code">8 signs of <see cref="ClassCodes.Alphabet"/>.</param>
/// <param name="ExpiresAt">UTC.</param>
[GenerateSerializer, Immutable, Alias("classroom.code")]
public sealed record ClassCode([property: Id(0)] string Code, [property: Id(1)] DateTimeOffset ExpiresAt);

/// <summary>Who sits behind a seat.</summary>
public enum SeatKind
{
    /// <summary>The class's shared screen: it speaks for the whole class.</summary>
    Class,

    /// <summary>One pupil's device.</summary>
    Pupil,
}

/// <summary>A device that joined a classroom. Nothing in it says who the pupil is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">A class's screen or one pupil's device.</param>
/// <param name="Name">A pseudonym from the platform's list, or the classroom's name for a class's screen.</param>
/// <param name="Classroom">Its classroom.</param>
/// <param name="ClassroomName">Such as "6B".</param>
/// <param name="School">Its school.</param>
/// <param name="SchoolName">The school's name.</param>
/// <param name="People">How many people watch on this device: the declared headcount, or 1.</param>
/// <param name="Gala">The one gala that the code was for, or null for all of the school's.</param>
/// <param name="ExpiresAt">UTC; when the seat ends.</param>
[GenerateSerializer, Immutable, Alias("classroom.seat")]
public sealed record SeatView(
    [property: Id(0)] SeatId Id,
    [property: Id(1)] SeatKind Kind,
    [property: Id(2)] string Name,
    [property: Id(3)] ClassroomId Classroom,
    [property: Id(4)] string ClassroomName,
    [property: Id(5)] SchoolId School,
    [property: Id(6)] string SchoolName,
    [property: Id(7)] int People,
    [property: Id(8)] GalaId? Gala,
    [property: Id(9)] DateTimeOffset ExpiresAt
);

/// <summary>One participating classroom. Key: <see cref="ClassroomId"/>.</summary>
[Alias("gala.IClassroomGrain")]
public interface IClassroomGrain : IGrainWithGuidKey
{
    /// <summary>Brings the classroom into being.</summary>
    [Alias("create")]
    Task<Result<ClassroomView>> Create(Command command, SchoolId school, string name, int headcount);

    /// <summary>The classroom, or <c>not-found</c>.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<Result<ClassroomView>> Get();

    /// <summary>Makes a new class code; the one before ends.</summary>
    [Alias("new-code")]
    Task<Result<ClassCode>> NewCode(Command command, GalaId? gala);

    /// <summary>A device takes a seat with the code. <c>code-unknown</c> if it is not the classroom's present one.</summary>
    /// <param name="command">The command; its actor is the platform.</param>
    /// <param name="code">The code, normalized.</param>
    /// <param name="kind">A class's screen or one pupil's device.</param>
    /// <param name="nickname">A wish from <see cref="Pseudonyms"/>; anything else is passed over.</param>
    [Alias("take-seat")]
    Task<Result<SeatView>> TakeSeat(Command command, string code, SeatKind kind, string? nickname);

    /// <summary>A seat of this classroom, or <c>not-found</c> when it ended.</summary>
    [AlwaysInterleave, Alias("get-seat")]
    Task<Result<SeatView>> GetSeat(SeatId seat);
}

/// <summary>The door: finds the classroom of a code, and counts wrong ones. Key: the caller's address, so that each has a budget.</summary>
[Alias("gala.IJoinGateGrain")]
public interface IJoinGateGrain : IGrainWithStringKey
{
    /// <summary>Joins with a code. Wrong codes are <c>code-unknown</c>, and after too many <c>too-many-attempts</c>; right ones always pass.</summary>
    [Alias("join")]
    Task<Result<SeatView>> Join(Command command, string code, SeatKind kind, string? nickname);
}
