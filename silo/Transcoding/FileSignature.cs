namespace GalaPlatform.Silo.Transcoding;

/// <summary>What the first bytes of a file say that it is.</summary>
internal enum FileKind
{
    Empty,
    Unknown,
    Picture,
    Sound,
    Mov,
    Matroska,
    Avi,
    MpegTransport,
    MpegProgram,
}

/// <summary>
/// Looks at the first bytes before any demuxer does, so that ffmpeg is told which one demuxer to use: what is not one of
/// these few is never opened at all. Pure.
/// </summary>
internal static class FileSignature
{
    /// <summary>Bytes to look at.</summary>
    public const int Length = 1024;

    private const int TransportPacket = 188;

    public static FileKind Of(ReadOnlySpan<byte> head) =>
        head.IsEmpty ? FileKind.Empty
        : IsMov(head) ? (IsPictureBrand(head) ? FileKind.Picture : FileKind.Mov)
        : head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? FileKind.Matroska
        : IsRiff(head, "AVI "u8) ? FileKind.Avi
        : IsTransport(head, 0) || IsTransport(head, 4) ? FileKind.MpegTransport
        : head.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xBA]) ? FileKind.MpegProgram
        : IsPicture(head) ? FileKind.Picture
        : IsSound(head) ? FileKind.Sound
        : FileKind.Unknown;

    /// <summary>The name of ffmpeg's demuxer for it, or null if there is none to use.</summary>
    public static string? Demuxer(FileKind kind) =>
        kind switch
        {
            FileKind.Mov => "mov",
            FileKind.Matroska => "matroska",
            FileKind.Avi => "avi",
            FileKind.MpegTransport => "mpegts",
            FileKind.MpegProgram => "mpeg",
            _ => null,
        };

    private static bool IsMov(ReadOnlySpan<byte> head) =>
        head.Length >= 8
        && (
            head[4..8].SequenceEqual("ftyp"u8)
            || head[4..8].SequenceEqual("moov"u8)
            || head[4..8].SequenceEqual("mdat"u8)
            || head[4..8].SequenceEqual("wide"u8)
            || head[4..8].SequenceEqual("free"u8)
            || head[4..8].SequenceEqual("skip"u8)
        );

    private static bool IsPictureBrand(ReadOnlySpan<byte> head) =>
        head.Length >= 12
        && head[4..8].SequenceEqual("ftyp"u8)
        && (
            head[8..12].SequenceEqual("heic"u8)
            || head[8..12].SequenceEqual("heix"u8)
            || head[8..12].SequenceEqual("mif1"u8)
            || head[8..12].SequenceEqual("avif"u8)
        );

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual(form);

    // A transport stream has its sync byte once per packet; cameras put four bytes of time before each.
    private static bool IsTransport(ReadOnlySpan<byte> head, int before)
    {
        var step = TransportPacket + before;
        return head.Length > before + step && head[before] == 0x47 && head[before + step] == 0x47;
    }

    private static bool IsPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || head.StartsWith("GIF8"u8)
        || IsRiff(head, "WEBP"u8);

    private static bool IsSound(ReadOnlySpan<byte> head) =>
        head.StartsWith("ID3"u8)
        || head.StartsWith("OggS"u8)
        || head.StartsWith("fLaC"u8)
        || IsRiff(head, "WAVE"u8)
        || (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0);
}
