namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// Follows the packets of a track as they are listed: <c>shown|decoded|lasts|bytes|flags</c>, times in seconds or
/// <c>N/A</c>.
/// </summary>
internal sealed class PacketReader
{
    /// <summary>Times are listed with six decimals.</summary>
    private const double Rounding = 0.0005;

    private int _count;
    private double _start = double.MaxValue;
    private double _end = double.MinValue;
    private bool _isOnGrid = true;
    private long _bytes;
    private long _segment;
    private long _largest;

    /// <summary>Null if there was none with a time.</summary>
    public PacketSpan? Span =>
        _end > double.MinValue
            ? new PacketSpan(_count, _start, _end, _isOnGrid ? new GridWeight(_bytes, _largest) : null)
            : null;

    public void Hear(string line)
    {
        var parts = line.Split('|');
        if (parts.Length < 3 || (ProbeNumbers.Number(parts[0]) ?? ProbeNumbers.Number(parts[1])) is not { } at)
        {
            return;
        }
        _isOnGrid = _isOnGrid && IsOnGrid(parts);
        _count++;
        _start = Math.Min(_start, at);
        _end = Math.Max(_end, at + Math.Max(ProbeNumbers.Number(parts[2]) ?? 0, 0));
    }

    /// <summary>
    /// The picture is shown as soon as it is decoded, at its own place of the grid, and is a key frame where a segment
    /// begins. What is to be thrown away (D) or is damaged (C) has no place.
    /// </summary>
    private bool IsOnGrid(string[] parts)
    {
        if (parts.Length < 5 || ProbeNumbers.Number(parts[3]) is not { } bytes)
        {
            return false;
        }
        var begins = _count % FrameGrid.FramesPerSegment == 0;
        _segment = begins ? (long)bytes : _segment + (long)bytes;
        _largest = Math.Max(_largest, _segment);
        _bytes += (long)bytes;
        return parts[0] == parts[1]
            && ProbeNumbers.Number(parts[0]) is { } shown
            && Math.Abs(shown - (double)_count / FrameGrid.FramesPerSecond) < Rounding
            && (!begins || parts[4].Contains('K'))
            && !parts[4].AsSpan().ContainsAny('D', 'C');
    }
}
