namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// From a graph's ends (v720p, say, for each size, and one a for all) to files below the working folder. The sound is
/// encoded once and goes beside each picture: encoding it takes as long as encoding the smallest picture. Pure.
/// </summary>
internal static class HlsOutput
{
    public static readonly string[] SoundCodec = ["-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-ac", "2"];

    /// <summary>How every rendition is cut. The tee reads its options twice, so that a sign within an option of an option is escaped twice.</summary>
    private const string Muxer =
        "f=hls:hls_time=2:hls_list_size=0:hls_playlist_type=vod:hls_flags=independent_segments:hls_segment_type=fmp4:"
        + @"hls_segment_options=movflags\\=+cmaf+negative_cts_offsets+skip_sidx\\:write_btrt\\=0:"
        + "hls_fmp4_init_filename=init.mp4:fflags=+bitexact";

    /// <summary>Encodes the pictures, largest first, and the sound.</summary>
    public static IEnumerable<string> For(EncodedSize[] sizes) =>
        [
            .. sizes.SelectMany<EncodedSize, string>(size => ["-map", $"[v{size.Name}]"]),
            "-map",
            "[a]",
            .. PictureCodec,
            .. sizes.SelectMany(Rates),
            .. SoundCodec,
            .. Segments(sizes),
        ];

    /// <summary>What is mapped before, a picture for each size and then the sound, goes into segments of two seconds in a folder for each.</summary>
    public static IEnumerable<string> Segments(EncodedSize[] sizes) =>
        [
            "-map_metadata",
            "-1",
            "-map_chapters",
            "-1",
            "-sn",
            "-dn",
            "-flags:v",
            "+bitexact+global_header",
            "-flags:a",
            "+bitexact+global_header",
            "-f",
            "tee",
            string.Join('|', sizes.Select((size, number) => Slave(size.Name, number))),
        ];

    private static string Slave(string name, int number) =>
        $@"[select=\'v:{number},a:0\':{Muxer}:hls_segment_filename={name}/%05d.m4s]{name}/index.m3u8";

    private static IEnumerable<string> Rates(EncodedSize size, int number) =>
        [
            $"-level:v:{number}",
            size.Level,
            $"-crf:v:{number}",
            $"{size.Quality}",
            $"-maxrate:v:{number}",
            $"{size.MaxKilobits}k",
            $"-bufsize:v:{number}",
            $"{size.MaxKilobits * 2}k",
        ];

    private static readonly string[] PictureCodec =
    [
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-profile:v",
        "main",
        "-pix_fmt",
        "yuv420p",
        "-bf",
        "0",
        "-x264-params",
        $"keyint={FrameGrid.FramesPerSegment}:min-keyint={FrameGrid.FramesPerSegment}:scenecut=0:stitchable=1",
        "-color_primaries",
        "bt709",
        "-color_trc",
        "bt709",
        "-colorspace",
        "bt709",
        "-color_range",
        "tv",
        "-chroma_sample_location",
        "left",
        // The parameter sets stand in each segment too: then a decoder that nobody tells of a new initialization segment
        // still follows when a channel goes from a video of one size to one of another.
        "-bsf:v",
        "dump_extra=freq=keyframe",
    ];
}
