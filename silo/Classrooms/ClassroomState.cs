using System.Collections.Immutable;
using GalaPlatform.Classrooms;
using GalaPlatform.Galas;

namespace GalaPlatform.Silo.Classrooms;

/// <summary>A classroom as its grain holds it.</summary>
internal sealed record ClassroomState(ClassroomView View, CodeInForce? Code, ImmutableDictionary<SeatId, Seat> Seats);

internal sealed record CodeInForce(string Code, GalaId? Gala, DateTimeOffset ExpiresAt);

internal sealed record Seat(SeatId Id, SeatKind Kind, string Name, GalaId? Gala, DateTimeOffset ExpiresAt)
{
    public SeatView ToView(ClassroomView classroom) =>
        new(
            Id,
            Kind,
            Name,
            classroom.Id,
            classroom.Name,
            classroom.School,
            classroom.SchoolName,
            Kind == SeatKind.Class ? classroom.Headcount : 1,
            Gala,
            ExpiresAt
        );
}
