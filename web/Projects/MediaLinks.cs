using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GalaPlatform.Galas;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// Signed, expiring links to media. The right stands in the path, so that relative addresses inside a playlist carry it
/// along in any player: <c>/media/{token}/…</c>.
/// </summary>
internal sealed class MediaLinks(MediaKey key, TimeProvider clock)
{
    // Version, scope, use, id, expiry in minutes since 1970; then the first half of HMAC-SHA256 over them.
    private const int IdAt = 3,
        ExpiryAt = 19,
        MacAt = 23,
        MacBytes = 16,
        TokenBytes = MacAt + MacBytes;
    private const byte Version = 1;

    // Links given within the same half hour are the same, so that caches work.
    private const long RoundMinutes = 30;

    private static readonly int TokenChars = Base64Url.GetEncodedLength(TokenBytes);
    private static readonly byte[] LinkPurpose = "gala media link"u8.ToArray(),
        AssetPurpose = "gala asset name"u8.ToArray();

    /// <summary>How long a link to a video or a playlist of videos lives.</summary>
    public static readonly TimeSpan VideoLifetime = TimeSpan.FromHours(24);

    /// <summary>How long a link to a channel lives: a long gala and the evening before it.</summary>
    public static readonly TimeSpan ChannelLifetime = TimeSpan.FromHours(12);

    /// <summary>The folder of a gala's channel, with a trailing slash.</summary>
    public string Channel(GalaId gala) =>
        $"/media/{Issue(new MediaTicket(MediaScope.Channel, MediaUse.Live, gala.Value), ChannelLifetime)}/channel/{gala}/";

    /// <summary>The folder of a project's video, with a trailing slash.</summary>
    public string Video(ProjectId project, MediaAsset asset, MediaUse use) =>
        $"/media/{Issue(new MediaTicket(MediaScope.Project, use, project.Value), VideoLifetime)}/projects/{project}/{AttemptOf(asset)}/";

    /// <summary>The last part of an asset's prefix: which attempt made it.</summary>
    public static string AttemptOf(MediaAsset asset) => asset.Prefix[(asset.Prefix.LastIndexOf('/') + 1)..];

    /// <summary>A name for an asset of a channel: the same on every node, and not to be guessed before it is on air.</summary>
    public string AssetName(MediaAsset asset)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, [.. AssetPurpose, .. Encoding.UTF8.GetBytes(asset.Prefix)], mac);
        return Convert.ToHexStringLower(mac[..8]);
    }

    /// <summary>Makes a token.</summary>
    public string Issue(MediaTicket ticket, TimeSpan lifetime)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        (token[0], token[1], token[2]) = (Version, (byte)ticket.Scope, (byte)ticket.Use);
        ticket.Id.TryWriteBytes(token[IdAt..]);
        var minutes = (clock.GetUtcNow() + lifetime).ToUnixTimeSeconds() / 60;
        BinaryPrimitives.WriteUInt32BigEndian(token[ExpiryAt..], (uint)((minutes / RoundMinutes + 1) * RoundMinutes));
        Sign(token[..MacAt], token[MacAt..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Verifies a token: ours, unchanged, not expired.</summary>
    public bool TryRead(string text, out MediaTicket ticket)
    {
        ticket = default;
        Span<byte> token = stackalloc byte[TokenBytes];
        if (text.Length != TokenChars || !Base64Url.TryDecodeFromChars(text, token, out var read) || read != TokenBytes)
        {
            return false;
        }
        Span<byte> mac = stackalloc byte[MacBytes];
        Sign(token[..MacAt], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, token[MacAt..]) || token[0] != Version)
        {
            return false;
        }
        ticket = new MediaTicket((MediaScope)token[1], (MediaUse)token[2], new Guid(token[IdAt..ExpiryAt]));
        return clock.GetUtcNow().ToUnixTimeSeconds() < BinaryPrimitives.ReadUInt32BigEndian(token[ExpiryAt..]) * 60L;
    }

    private void Sign(ReadOnlySpan<byte> claims, Span<byte> mac)
    {
        Span<byte> message = stackalloc byte[LinkPurpose.Length + MacAt];
        LinkPurpose.CopyTo(message);
        claims.CopyTo(message[LinkPurpose.Length..]);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, message, whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
