using System.Buffers.Binary;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>H.264 pictures as they lie in MP4 (ISO/IEC 14496-15): units, each behind its length in four bytes.</summary>
internal static class NalUnits
{
    private const int LengthBytes = 4;
    private const int TypeBits = 0x1F;
    private const int InstantRefresh = 5;

    /// <summary>
    /// True if a picture is an instant refresh (IDR), so that nothing behind it looks back beyond it. A file's own flags
    /// call other pictures key frames too, behind which a channel that begins there would show ruins.
    /// </summary>
    /// <param name="segment">All bytes.</param>
    /// <param name="picture">Where the picture should lie; it may be beyond them.</param>
    public static bool BeginAnew(ReadOnlySpan<byte> segment, Range picture)
    {
        var (at, end) = ((long)picture.Start.Value, (long)Math.Min(picture.End.Value, segment.Length));
        while (at + LengthBytes < end)
        {
            if ((segment[(int)at + LengthBytes] & TypeBits) == InstantRefresh)
            {
                return true;
            }
            at += LengthBytes + (long)BinaryPrimitives.ReadUInt32BigEndian(segment[(int)at..]);
        }
        return false;
    }
}
