using System.Security.Cryptography;
using System.Text;
using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Web.Accounts;
using GalaPlatform.Web.Galas;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Classrooms;

/// <summary>Lets a device in: the seat, its token, its cookie, and the galas it may watch.</summary>
internal sealed class JoinDoor(IGrainFactory grains, SeatTokens tokens)
{
    public async Task<Result<JoinAnswer>> Join(
        HttpContext http,
        ClientCommand sent,
        string? typed,
        SeatKind kind,
        string? nickname
    )
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        // What cannot be a code is counted as a wrong one, and answered alike.
        var code = ClassCodes.Normalize(typed) ?? string.Empty;
        var gate = grains.GetGrain<IJoinGateGrain>(address);
        var joined = await gate.Join(OneDevice(sent, address, http), code, kind, nickname);
        if (!joined.Succeeded(out var seat, out var refusal))
        {
            return refusal;
        }
        var token = tokens.Write(seat);
        http.Response.Cookies.Append(GalaAuthentication.SeatCookie, token, CookieOf(http.Request, seat));
        return new JoinAnswer(token, seat.ExpiresAt, SeatAnswer.Of(SeatIdentity.Of(seat)), await GalasOf(seat));
    }

    // A key that two devices happen to share must not give one of them the other's seat.
    private static Command OneDevice(ClientCommand sent, string address, HttpContext http)
    {
        if (!sent.IsRepeatable)
        {
            return new Command(sent.Command.Id, Actor.Platform);
        }
        var whole = $"{address}\n{http.Request.Headers.UserAgent}\n{sent.Command.Id}";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)));
        return new Command(new CommandId(id), Actor.Platform);
    }

    private async Task<GalaAnswer[]> GalasOf(SeatView seat)
    {
        var open = await grains.GalaDirectory().OpenFor(seat.School);
        return
        [
            .. open.Where(gala => seat.Gala is null || seat.Gala == gala.Id)
                .Where(gala => gala.State != GalaState.Draft)
                .Select(gala => GalaAnswer.Of(gala, false)),
        ];
    }

    private static CookieOptions CookieOf(HttpRequest request, SeatView seat) =>
        new()
        {
            HttpOnly = true,
            Secure = request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Expires = seat.ExpiresAt,
            IsEssential = true,
        };
}
