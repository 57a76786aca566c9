namespace GalaPlatform.Silo.Transcoding;

/// <summary>The arguments that every reading of a stranger's file has, and the two ways to look at one. Pure.</summary>
internal static class ToolCommands
{
    /// <summary>
    /// Before the input: one demuxer, by name; no protocol but a file; none but the decoders on the list. Then a list
    /// of files that pretends to be a video cannot name another file, nor a machine.
    /// </summary>
    public static IReadOnlyList<string> Input(string demuxer) =>
        [
            "-protocol_whitelist",
            "file",
            "-format_whitelist",
            demuxer,
            "-codec_whitelist",
            ProbeRules.Decoders,
            "-f",
            demuxer,
            "-i",
            SandboxCommand.Original,
        ];

    public static IReadOnlyList<string> Describe(string demuxer) =>
        [
            "-v",
            "error",
            "-hide_banner",
            .. Input(demuxer),
            "-show_entries",
            "format=duration:stream=index,codec_type,codec_name,profile,level,pix_fmt,width,height,sample_aspect_ratio,"
                + "avg_frame_rate,field_order,color_range,color_primaries,color_transfer,color_space,duration,channels,"
                + "sample_rate:stream_disposition=attached_pic:stream_side_data=rotation",
            "-of",
            "json",
        ];

    /// <summary>One line per packet: when it is shown and decoded, for how long, how many bytes, and its flags.</summary>
    public static IReadOnlyList<string> Packets(string demuxer, int track) =>
        [
            "-v",
            "error",
            "-hide_banner",
            .. Input(demuxer),
            "-select_streams",
            $"{track}",
            "-show_entries",
            "packet=pts_time,dts_time,duration_time,size,flags",
            "-of",
            "compact=p=0:nk=1",
        ];

    /// <summary>Measures as it will be heard: in stereo, at 48 kHz.</summary>
    public static IReadOnlyList<string> MeasureLoudness(string demuxer, int track) =>
        [
            "-nostdin",
            "-hide_banner",
            "-nostats",
            "-v",
            "info",
            .. Input(demuxer),
            "-map",
            $"0:{track}",
            "-vn",
            "-sn",
            "-dn",
            "-af",
            "aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo,ebur128=peak=sample:framelog=verbose",
            "-f",
            "null",
            "-",
        ];
}
