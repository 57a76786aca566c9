using System.Security.Cryptography;
using System.Text.Json;
using GalaPlatform.Classrooms;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace GalaPlatform.Web.Accounts;

/// <summary>A seat sealed in a token: nothing to look up, nothing to forge. It ends when the seat does.</summary>
internal sealed class SeatTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How a seat's token is told from the staff's.</summary>
    public const string Prefix = "seat.";

    private const int MostCharacters = 4000;

    private readonly IDataProtector _seal = protection.CreateProtector("GalaPlatform.Seat.v1");

    public string Write(SeatView seat) =>
        Prefix
        + WebEncoders.Base64UrlEncode(
            _seal.Protect(JsonSerializer.SerializeToUtf8Bytes(SeatIdentity.Of(seat), GalaJson.Options))
        );

    /// <summary>The seat, or null if the token is not one of ours or has ended.</summary>
    public SeatIdentity? Read(string? token)
    {
        if (token is null or { Length: > MostCharacters } || !token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            var sealedSeat = WebEncoders.Base64UrlDecode(token, Prefix.Length, token.Length - Prefix.Length);
            var seat = JsonSerializer.Deserialize<SeatIdentity>(_seal.Unprotect(sealedSeat), GalaJson.Options);
            return seat is not null && clock.GetUtcNow() < seat.ExpiresAt ? seat : null;
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
