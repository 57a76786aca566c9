using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>The headers of the tus resumable upload protocol 1.0.0, read and written.</summary>
internal static class Tus
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,creation-with-upload,checksum,expiration,termination";
    public const string Algorithms = "sha1,sha256";
    public const string ContentType = "application/offset+octet-stream";

    /// <summary>A header that counts bytes. Anything but plain digits is malformed; more than 63 bits is too large.</summary>
    public static Result<long> ReadLength(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.All(char.IsAsciiDigit))
        {
            return UploadRefusals.BadLength;
        }
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : UploadRefusals.TooLarge;
    }

    /// <summary><c>Upload-Metadata</c>: pairs of a key and a Base64 value, the value left out when empty.</summary>
    public static Result<IReadOnlyDictionary<string, string>> ReadMetadata(string? header)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var pair in (header ?? string.Empty).Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var space = pair.IndexOf(' ', StringComparison.Ordinal);
            var (key, value) = space < 0 ? (pair, string.Empty) : (pair[..space], pair[(space + 1)..].Trim());
            if (key.Any(sign => sign is < '!' or > '~') || !TryDecode(value, out var text) || !pairs.TryAdd(key, text))
            {
                return UploadRefusals.BadMetadata;
            }
        }
        return pairs;
    }

    /// <summary>A file's name as text: no control or direction signs, no folders, not too long.</summary>
    public static string CleanFileName(string? name)
    {
        var visible = (name ?? string.Empty).Where(sign =>
            CharUnicodeInfo.GetUnicodeCategory(sign)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.Surrogate
                    or UnicodeCategory.OtherNotAssigned
                )
        );
        var text = string.Concat(visible);
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return text.Length > UploadLimits.MaxFileNameLength ? text[..UploadLimits.MaxFileNameLength] : text;
    }

    /// <summary><c>Upload-Checksum</c>: an algorithm and a Base64 value. Null when there is none.</summary>
    public static Result<TusChecksum?> ReadChecksum(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return (TusChecksum?)null!;
        }
        var parts = header.Split(' ');
        HashAlgorithmName? algorithm = parts[0] switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            _ => null,
        };
        var digest = new byte[64];
        return
            algorithm is { } known && parts.Length == 2 && Convert.TryFromBase64String(parts[1], digest, out var length)
            ? new TusChecksum(known, digest[..length])
            : UploadRefusals.BadChecksum;
    }

    private static bool TryDecode(string base64, out string text)
    {
        var bytes = new byte[base64.Length];
        var ok = Convert.TryFromBase64String(base64, bytes, out var length);
        text = Encoding.UTF8.GetString(bytes, 0, length);
        return ok;
    }
}

/// <summary>What the bytes of one request must hash to.</summary>
internal sealed record TusChecksum(HashAlgorithmName Algorithm, byte[] Digest);
