namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// The run of ffmpeg that cuts a picture into segments as it is, and the run that decodes all of them. Pure.
/// </summary>
internal static class CopyCommand
{
    /// <summary>
    /// Parameter sets before each key frame, as in what is encoded; no messages that a camera or a stranger left between
    /// the pictures, nor padding; and the colours said, if the file did not.
    /// </summary>
    private const string Cleaning =
        "h264_mp4toannexb,filter_units=remove_types=6|9|12,"
        + "h264_metadata=colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1:video_full_range_flag=0";

    public static IReadOnlyList<string> For(SourceVideo video, SourceCopy copy, Loudness? loudness) =>
        [
            .. HlsCommand.Common,
            .. ToolCommands.Input(video.Demuxer),
            "-map",
            $"0:{video.VideoTrack}",
            "-c:v",
            "copy",
            "-bsf:v",
            Cleaning,
            .. copy.WithSound && CopyRules.IsLevel(loudness) ? Sound(video) : EncodedSound(video, loudness),
            .. HlsOutput.Segments([copy.Size]),
        ];

    /// <summary>Decodes every segment in turn; whatever is said is an error.</summary>
    public static IReadOnlyList<string> Decode(EncodedSize size) =>
        [
            "-nostdin",
            "-hide_banner",
            "-v",
            "error",
            "-xerror",
            "-protocol_whitelist",
            "file",
            "-f",
            "hls",
            "-i",
            $"{size.Name}/index.m3u8",
            "-f",
            "null",
            "-",
        ];

    private static string[] Sound(SourceVideo video) => ["-map", $"0:{video.SoundTrack}", "-c:a", "copy"];

    private static string[] EncodedSound(SourceVideo video, Loudness? loudness) =>
        [
            "-filter_complex",
            HlsCommand.Sound(video.SoundTrack, loudness, FrameGrid.Frames(video.Duration)),
            "-map",
            "[a]",
            .. HlsOutput.SoundCodec,
        ];
}
