using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace GalaPlatform.Web.Accounts;

/// <summary>The one-time way in for the first organizer, while there is no account at all. Ends with the process.</summary>
internal sealed class SetUpDoor : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[]? _hash;

    /// <summary>Opens the door and says its token; only the hash is kept.</summary>
    public string Open()
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        _hash = Hash(token);
        return token;
    }

    public bool Fits(string? token) =>
        _hash is { } hash && token is { Length: < 100 } && CryptographicOperations.FixedTimeEquals(hash, Hash(token));

    /// <summary>Goes through with the token, one at a time; the door closes behind who succeeds.</summary>
    public async Task<T?> Enter<T>(string? token, Func<Task<T>> act, Func<T, bool> succeeded)
        where T : class
    {
        await _turn.WaitAsync();
        try
        {
            if (!Fits(token))
            {
                return null;
            }
            var done = await act();
            _hash = succeeded(done) ? null : _hash;
            return done;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
