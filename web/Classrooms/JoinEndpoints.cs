using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Galas;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Classrooms;

internal sealed record JoinForm(string? Code, string? Nickname, SeatKind? Kind);

internal sealed record JoinAnswer(
    string Token,
    DateTimeOffset ExpiresAt,
    SeatAnswer Seat,
    IReadOnlyList<GalaAnswer> Galas
);

internal sealed record SeatAnswer(
    SeatId Id,
    SeatKind Kind,
    string Name,
    string Classroom,
    ClassroomId ClassroomId,
    string School,
    SchoolId SchoolId,
    int People,
    GalaId? GalaId,
    DateTimeOffset ExpiresAt
)
{
    public static SeatAnswer Of(SeatIdentity seat) =>
        new(
            seat.Id,
            seat.Kind,
            seat.Name,
            seat.ClassroomName,
            seat.Classroom,
            seat.SchoolName,
            seat.School,
            seat.People,
            seat.Gala,
            seat.ExpiresAt
        );
}

/// <summary>The door for classes: a code for a seat.</summary>
internal static class JoinEndpoints
{
    private const int LongestNickname = 60;

    public static void MapJoin(this IEndpointRouteBuilder app) =>
        app.MapApi(string.Empty, "Classrooms").MapPost("/join", Join).Requires(GalaAction.Join);

    private static async Task<Answer<JoinAnswer>> Join(
        JoinForm form,
        ClientCommand sent,
        HttpContext http,
        JoinDoor door
    )
    {
        if (form.Nickname is { Length: > LongestNickname })
        {
            return CommonRefusals.TooLong with { Field = "nickname" };
        }
        if (form.Kind is not { } kind)
        {
            return CommonRefusals.Required with { Field = "kind" };
        }
        http.Response.Headers.CacheControl = "no-store";
        return await door.Join(http, sent, form.Code, kind, form.Nickname);
    }
}
