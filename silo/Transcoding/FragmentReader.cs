using System.Buffers.Binary;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>What an initialization segment says of a track (ISO/IEC 14496-12).</summary>
/// <param name="Id">Its number in the fragments.</param>
/// <param name="Timescale">Units per second.</param>
/// <param name="IsPicture">True for the picture, false for the sound.</param>
/// <param name="SampleDuration">Of samples whose fragment does not say.</param>
/// <param name="SampleFlags">Of samples whose fragment does not say.</param>
internal sealed record TrackHeader(uint Id, uint Timescale, bool IsPicture, uint SampleDuration, uint SampleFlags)
{
    /// <summary>The tracks of an initialization segment.</summary>
    public static TrackHeader[] Read(ReadOnlySpan<byte> init)
    {
        var movie = Mp4Box.Find(init, "moov");
        var tracks = new List<TrackHeader>();
        foreach (var trak in Mp4Box.All(movie, "trak"))
        {
            var media = Mp4Box.Find(movie[trak], "mdia");
            var id = Number(Mp4Box.Find(movie[trak], "tkhd"), IsLong(Mp4Box.Find(movie[trak], "tkhd")) ? 20 : 12);
            var scale = Number(Mp4Box.Find(media, "mdhd"), IsLong(Mp4Box.Find(media, "mdhd")) ? 20 : 12);
            var kind = Mp4Box.Find(media, "hdlr")[8..12];
            var (duration, flags) = Defaults(Mp4Box.Find(movie, "mvex"), id);
            tracks.Add(new TrackHeader(id, scale, kind.SequenceEqual("vide"u8), duration, flags));
        }
        return [.. tracks];
    }

    private static (uint Duration, uint Flags) Defaults(ReadOnlySpan<byte> extends, uint track)
    {
        foreach (var trex in Mp4Box.All(extends, "trex"))
        {
            if (Number(extends[trex], 4) == track)
            {
                return (Number(extends[trex], 12), Number(extends[trex], 20));
            }
        }
        return (0, 0);
    }

    private static bool IsLong(ReadOnlySpan<byte> box) => box[0] == 1;

    private static uint Number(ReadOnlySpan<byte> box, int at) => BinaryPrimitives.ReadUInt32BigEndian(box[at..]);
}

/// <summary>What a media segment holds of a track.</summary>
/// <param name="Start">When it is decoded first, in the track's units.</param>
/// <param name="Duration">In the track's units.</param>
/// <param name="Samples">How many pictures, or frames of sound.</param>
/// <param name="BeginsWithKey">The first sample needs none before it, as its flags say.</param>
/// <param name="First">Where the first sample lies in the segment, by what its index says.</param>
internal sealed record TrackFragment(ulong Start, ulong Duration, int Samples, bool BeginsWithKey, Range First)
{
    private const uint IsNoKey = 0x10000;

    /// <summary>A track's part of a segment, or null if it has none. One segment may bring it in several fragments.</summary>
    /// <exception cref="BadRenditionException">The boxes do not fit into each other, or the media is not all there.</exception>
    public static TrackFragment? Read(ReadOnlySpan<byte> segment, TrackHeader track)
    {
        TrackFragment? whole = null;
        foreach (var moof in Mp4Box.All(segment, "moof"))
        {
            foreach (var traf in Mp4Box.All(segment[moof], "traf"))
            {
                if (ReadOne(segment[moof][traf], moof.Start.Value - Mp4Box.Header, track) is { } part)
                {
                    whole = whole is null ? part : whole.Join(part);
                }
            }
        }
        return whole;
    }

    /// <summary>How many bytes of media a segment's fragments speak of, of all tracks.</summary>
    public static long MediaBytes(ReadOnlySpan<byte> segment)
    {
        var bytes = 0L;
        foreach (var moof in Mp4Box.All(segment, "moof"))
        {
            foreach (var traf in Mp4Box.All(segment[moof], "traf"))
            {
                var header = new FragmentHeader(Mp4Box.Find(segment[moof][traf], "tfhd"));
                foreach (var trun in Mp4Box.All(segment[moof][traf], "trun"))
                {
                    bytes += new FragmentRun(segment[moof][traf][trun], header, 0, 0).Bytes;
                }
            }
        }
        return bytes;
    }

    private static TrackFragment? ReadOne(ReadOnlySpan<byte> fragment, int moof, TrackHeader track)
    {
        var header = new FragmentHeader(Mp4Box.Find(fragment, "tfhd"));
        if (header.Track != track.Id)
        {
            return null;
        }
        var time = Mp4Box.Find(fragment, "tfdt");
        var start =
            time[0] == 1
                ? BinaryPrimitives.ReadUInt64BigEndian(time[4..])
                : BinaryPrimitives.ReadUInt32BigEndian(time[4..]);
        TrackFragment? whole = null;
        foreach (var trun in Mp4Box.All(fragment, "trun"))
        {
            var run = new FragmentRun(fragment[trun], header, track.SampleDuration, track.SampleFlags);
            var first = moof + run.DataOffset;
            var part = new TrackFragment(
                start,
                run.Duration,
                run.Samples,
                (run.FirstFlags & IsNoKey) == 0,
                first..(first + run.FirstBytes)
            );
            (whole, start) = (whole is null ? part : whole.Join(part), start + run.Duration);
        }
        return whole;
    }

    private TrackFragment Join(TrackFragment next) =>
        next.Start == Start + Duration
            ? this with
            {
                Duration = Duration + next.Duration,
                Samples = Samples + next.Samples,
            }
            : throw new BadRenditionException("The fragments of a segment do not follow on from each other.");
}

/// <summary>A <c>tfhd</c> box: whose fragment it is, and what its samples have in common.</summary>
internal readonly ref struct FragmentHeader
{
    public FragmentHeader(ReadOnlySpan<byte> box)
    {
        var flags = BinaryPrimitives.ReadUInt32BigEndian(box);
        Track = BinaryPrimitives.ReadUInt32BigEndian(box[4..]);
        var at = 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
        Duration = Next(box, flags, 0x8, ref at);
        Size = Next(box, flags, 0x10, ref at);
        Flags = Next(box, flags, 0x20, ref at);
    }

    public uint Track { get; }
    public uint? Duration { get; }
    public uint? Size { get; }
    public uint? Flags { get; }

    private static uint? Next(ReadOnlySpan<byte> box, uint flags, uint flag, ref int at)
    {
        if ((flags & flag) == 0)
        {
            return null;
        }
        at += 4;
        return BinaryPrimitives.ReadUInt32BigEndian(box[(at - 4)..]);
    }
}

/// <summary>A <c>trun</c> box, added up.</summary>
internal readonly ref struct FragmentRun
{
    private const int MostSamples = 100_000;

    public FragmentRun(ReadOnlySpan<byte> box, FragmentHeader header, uint duration, uint sampleFlags)
    {
        var flags = BinaryPrimitives.ReadUInt32BigEndian(box) & 0xFFFFFF;
        var count = BinaryPrimitives.ReadUInt32BigEndian(box[4..]);
        if (count > MostSamples)
        {
            throw new BadRenditionException("A fragment has more samples than a segment can hold.");
        }
        var at = 8;
        DataOffset = (int)(Next(box, flags, 0x1, ref at) ?? 0);
        FirstFlags = header.Flags ?? sampleFlags;
        if ((flags & 0x4) != 0)
        {
            FirstFlags = BinaryPrimitives.ReadUInt32BigEndian(box[at..]);
            at += 4;
        }
        for (Samples = 0; Samples < count; Samples++)
        {
            Duration += Next(box, flags, 0x100, ref at) ?? header.Duration ?? duration;
            var size = Next(box, flags, 0x200, ref at) ?? header.Size ?? 0;
            Bytes += size;
            FirstBytes = Samples == 0 ? (int)size : FirstBytes;
            var own = Next(box, flags, 0x400, ref at);
            FirstFlags = Samples == 0 && own is { } first ? first : FirstFlags;
            Next(box, flags, 0x800, ref at);
        }
    }

    public int Samples { get; }
    public ulong Duration { get; }
    public long Bytes { get; }
    public uint FirstFlags { get; }

    /// <summary>Of the first sample, from the beginning of its <c>moof</c> box.</summary>
    public int DataOffset { get; }
    public int FirstBytes { get; }

    private static uint? Next(ReadOnlySpan<byte> box, uint flags, uint flag, ref int at)
    {
        if ((flags & flag) == 0)
        {
            return null;
        }
        at += 4;
        return BinaryPrimitives.ReadUInt32BigEndian(box[(at - 4)..]);
    }
}

/// <summary>Boxes within boxes: four bytes of length, four of name, then what is in it.</summary>
internal static class Mp4Box
{
    public const int Header = 8;

    /// <summary>Where the contents of every box of a name lie.</summary>
    public static List<Range> All(ReadOnlySpan<byte> from, string name)
    {
        var found = new List<Range>();
        for (var at = 0; at < from.Length; )
        {
            var length = from.Length - at >= Header ? BinaryPrimitives.ReadUInt32BigEndian(from[at..]) : 0;
            if (length < Header || length > from.Length - at)
            {
                throw new BadRenditionException("A box is cut off.");
            }
            if (IsNamed(from.Slice(at + 4, 4), name))
            {
                found.Add((at + Header)..(at + (int)length));
            }
            at += (int)length;
        }
        return found;
    }

    /// <summary>The contents of the one box of a name.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> from, string name) =>
        All(from, name) is [var first, ..] ? from[first] : throw new BadRenditionException($"There is no {name} box.");

    private static bool IsNamed(ReadOnlySpan<byte> sign, string name)
    {
        for (var i = 0; i < sign.Length; i++)
        {
            if (sign[i] != name[i])
            {
                return false;
            }
        }
        return true;
    }
}
