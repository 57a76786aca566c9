using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>A video, or why it is none.</summary>
internal sealed record ProbeVerdict(SourceVideo? Video, MediaProblem? Problem)
{
    public static implicit operator ProbeVerdict(SourceVideo video) => new(video, null);

    public static implicit operator ProbeVerdict(MediaProblem problem) => new(null, problem);
}

/// <summary>Where a track's packets really are, in seconds.</summary>
/// <param name="Count">How many.</param>
/// <param name="Start">When the first one is shown.</param>
/// <param name="End">When the last one ends.</param>
/// <param name="Grid">How much they weigh, if they are pictures on the grid of all renditions; else null.</param>
internal sealed record PacketSpan(int Count, double Start, double End, GridWeight? Grid = null);

/// <summary>What the pictures of a track on the grid weigh.</summary>
/// <param name="Bytes">All of them.</param>
/// <param name="LargestSegment">Bytes of the heaviest two seconds.</param>
internal sealed record GridWeight(long Bytes, long LargestSegment);

/// <summary>What may be decoded at all. Pure.</summary>
internal static class ProbeRules
{
    public const int MaxStreams = 10;
    private const int MinSide = 16;
    private const int MaxSide = 4096;
    private const int MaxPixels = 4096 * 2304;
    private const double MaxFramesPerSecond = 240;
    private const double TruncationSlack = 2;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    private static readonly string[] VideoCodecs =
    [
        "h264",
        "hevc",
        "vp8",
        "vp9",
        "av1",
        "mpeg4",
        "mpeg2video",
        "mpeg1video",
        "mjpeg",
        "h263",
        "prores",
        "dvvideo",
    ];

    private static readonly string[] SoundCodecs =
    [
        "aac",
        "mp3",
        "mp2",
        "opus",
        "vorbis",
        "ac3",
        "eac3",
        "flac",
        "alac",
        "amr_nb",
        "amr_wb",
        "pcm_s16le",
        "pcm_s16be",
        "pcm_s24le",
        "pcm_s24be",
        "pcm_s32le",
        "pcm_f32le",
        "pcm_u8",
        "pcm_mulaw",
        "pcm_alaw",
        "adpcm_ms",
        "adpcm_ima_wav",
    ];

    // ffprobe opens the decoder of every track, also of those that nobody will see.
    private static readonly string[] SubtitleCodecs = ["mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "pgssub"];

    /// <summary>Names of the decoders that ffmpeg may open, for its <c>-codec_whitelist</c>; some codecs have several.</summary>
    public static readonly string Decoders = string.Join(
        ',',
        VideoCodecs
            .Concat(SoundCodecs)
            .Concat(SubtitleCodecs)
            .Concat(["libdav1d", "mp3float", "mp2float", "amrnb", "amrwb", "libopus"])
    );

    /// <summary>What the first bytes alone rule out.</summary>
    public static MediaProblem? Refuse(FileKind kind) =>
        kind switch
        {
            FileKind.Empty => MediaProblems.EmptyFile,
            FileKind.Picture => MediaProblems.StillPicture,
            FileKind.Sound => MediaProblems.SoundOnly,
            FileKind.Unknown => MediaProblems.NotAVideo,
            _ => null,
        };

    /// <summary>What the file says of itself.</summary>
    public static ProbeVerdict Judge(string demuxer, ProbeReport report)
    {
        var streams = report.Streams ?? [];
        if (streams.Length > MaxStreams)
        {
            return MediaProblems.TooManyStreams;
        }
        if (streams.FirstOrDefault(stream => stream is { Type: "video", IsCover: false }) is not { } picture)
        {
            return streams.Any(stream => stream.Type == "audio")
                ? MediaProblems.SoundOnly
                : MediaProblems.UnreadableVideo;
        }
        return RefusePicture(picture) is { } problem ? problem : Judge(demuxer, report, picture, streams);
    }

    /// <summary>What its packets say: headers may lie, and files may end early.</summary>
    public static ProbeVerdict Judge(SourceVideo video, double? declared, PacketSpan picture)
    {
        var measured = picture.End - picture.Start;
        if (picture.Count < 2)
        {
            return MediaProblems.StillPicture;
        }
        if (declared is { } length && length - measured > Math.Max(TruncationSlack, length * 0.1))
        {
            return MediaProblems.CutOff;
        }
        var duration = video.Duration > TimeSpan.Zero ? video.Duration : TimeSpan.FromSeconds(measured);
        return RefuseLength(duration) is { } problem ? problem
            : picture.Count / Math.Max(measured, 0.001) > MaxFramesPerSecond && picture.Count > MaxFramesPerSecond
                ? MediaProblems.TooFast
            : video with { Duration = duration };
    }

    private static ProbeVerdict Judge(string demuxer, ProbeReport report, ProbeStream picture, ProbeStream[] streams)
    {
        var duration = TimeSpan.FromSeconds(Math.Min(ProbeNumbers.Number(report.Format?.Duration) ?? 0, 1e7));
        if (duration > TimeSpan.Zero && RefuseLength(duration) is { } problem)
        {
            return problem;
        }
        // A sound that cannot be decoded is no reason to refuse the picture, but silence would be a surprise.
        var sound = streams.FirstOrDefault(stream => stream is { Type: "audio", Channels: > 0 });
        if (sound is not null && !SoundCodecs.Contains(sound.Codec))
        {
            return MediaProblems.CodecNotAllowed;
        }
        var width = picture.Width * (ProbeNumbers.Ratio(picture.PixelAspect) ?? 1);
        var aspect = width / picture.Height;
        return new SourceVideo(
            demuxer,
            picture.Index,
            sound?.Index,
            picture.IsTurned ? 1 / aspect : aspect,
            picture.Height,
            picture.IsTurned ? width : picture.Height,
            ProbeNumbers.Ratio(picture.FrameRate) ?? 0,
            picture.FieldOrder is "tt" or "bb" or "tb" or "bt",
            picture.Transfer switch
            {
                "arib-std-b67" => LightTransfer.HybridLogGamma,
                "smpte2084" => LightTransfer.PerceptualQuantizer,
                _ => LightTransfer.Standard,
            },
            picture.Matrix is not (null or "unknown"),
            duration
        );
    }

    private static MediaProblem? RefusePicture(ProbeStream picture) =>
        !VideoCodecs.Contains(picture.Codec) ? MediaProblems.CodecNotAllowed
        : picture.Width == 0 || picture.Height == 0 ? MediaProblems.UnreadableVideo
        : Math.Min(picture.Width, picture.Height) < MinSide ? MediaProblems.TooSmall
        : Math.Max(picture.Width, picture.Height) > MaxSide || (long)picture.Width * picture.Height > MaxPixels
            ? MediaProblems.TooLarge
        : ProbeNumbers.Ratio(picture.FrameRate) > MaxFramesPerSecond ? MediaProblems.TooFast
        : null;

    private static MediaProblem? RefuseLength(TimeSpan duration) =>
        duration > Longest ? MediaProblems.TooLong
        : duration < Shortest ? MediaProblems.TooShort
        : null;
}
