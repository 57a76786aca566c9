using System.Globalization;
using GalaPlatform.Projects;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// The one run of ffmpeg that decodes a video once and writes all of its sizes. Pure: the same video gives the same list.
/// What the sizes have in common is spelled out, down to where chroma samples lie, because the initialization segments of
/// any two videos must be the same bytes.
/// </summary>
internal static class HlsCommand
{
    /// <summary>AAC begins with this much silence; as much is cut off beforehand, so that lips and voices stay together without an edit list.</summary>
    private const int EncoderDelay = 1024;

    /// <summary>Narrower than this (a phone held upright), the video stands on a blurred picture of itself.</summary>
    private const double Upright = 1.0;

    public static IReadOnlyList<string> For(SourceVideo video, EncodedSize[] sizes, Loudness? loudness)
    {
        var frames = FrameGrid.Frames(video.Duration);
        var graph = string.Join(';', Picture(video, sizes, frames), Sound(video.SoundTrack, loudness, frames));
        return [.. Common, .. ToolCommands.Input(video.Demuxer), "-filter_complex", graph, .. HlsOutput.For(sizes)];
    }

    /// <summary>Before any input: quiet, never asking, telling how far it is.</summary>
    public static readonly string[] Common =
    [
        "-nostdin",
        "-hide_banner",
        "-v",
        "error",
        "-nostats",
        "-progress",
        "pipe:1",
        "-y",
    ];

    /// <summary>From a composed picture of the largest size to all sizes.</summary>
    /// <param name="sizes">Largest first; the picture has the first one.</param>
    /// <param name="frames">How many.</param>
    public static string Split(EncodedSize[] sizes, int frames)
    {
        var ends = sizes[1..].Select(size => $"[to{size.Name}]");
        var scales = sizes[1..]
            .Select(size =>
                $";[to{size.Name}]scale={size.Rung.Width}:{size.Rung.Height}:flags=bilinear,setsar=1[v{size.Name}]"
            );
        return $"fps={FrameGrid.FramesPerSecond}:start_time=0,tpad=stop_mode=clone:stop=-1,trim=end_frame={frames},"
            + "setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,"
            + $"split={sizes.Length}[v{sizes[0].Name}]{string.Concat(ends)}{string.Concat(scales)}";
    }

    /// <summary>From a sound to as much of it as there is picture.</summary>
    public static string CutSound(int frames) =>
        $"apad,atrim=start_sample={EncoderDelay}:end_sample={frames * FrameGrid.SamplesPerFrame},"
        + "asetpts=PTS-STARTPTS[a]";

    private static string Picture(SourceVideo video, EncodedSize[] sizes, int frames)
    {
        var steps = new List<string>();
        if (video.IsInterlaced)
        {
            steps.Add("bwdif=mode=send_frame");
        }
        if (video.FramesPerSecond > FrameGrid.FramesPerSecond)
        {
            // Pictures that will not be shown need not be scaled.
            steps.Add($"fps={FrameGrid.FramesPerSecond}:start_time=0");
        }
        var frame = sizes[0].Rung;
        steps.Add(Fit(video, frame));
        steps.AddRange(ToStandardLight(video.Transfer));
        steps.Add("format=yuv420p,setsar=1");
        return $"[0:{video.VideoTrack}]{string.Join(',', steps)}{Ground(video, frame)},{Split(sizes, frames)}";
    }

    /// <summary>Into the frame without distortion. From its own height, width and pixels' shape: they may change within a file.</summary>
    private static string Fit(SourceVideo video, Rung frame)
    {
        // What says nothing of its colours is BT.709 if it is high definition, which ffmpeg does not assume.
        var matrix = !video.HasColourMatrix && video.Height >= 720 ? ":in_color_matrix=bt709" : "";
        var colours = video.Transfer == LightTransfer.Standard ? $"{matrix}:out_color_matrix=bt709:out_range=tv" : "";
        return $"scale=w=max(2\\,2*round(min({frame.Width}\\,{frame.Height}*dar)/2))"
            + $":h=max(2\\,2*round(min({frame.Height}\\,{frame.Width}/dar)/2)){colours}";
    }

    private static IEnumerable<string> ToStandardLight(LightTransfer transfer) =>
        transfer switch
        {
            LightTransfer.HybridLogGamma => ToneMap("arib-std-b67"),
            LightTransfer.PerceptualQuantizer => ToneMap("smpte2084"),
            _ => [],
        };

    private static IEnumerable<string> ToneMap(string transfer) =>
        [
            $"zscale=tin={transfer}:min=bt2020nc:pin=bt2020:rin=tv:t=linear:npl=203",
            "format=gbrpf32le",
            "zscale=p=bt709",
            "tonemap=mobius:desat=0",
            "zscale=t=bt709:m=bt709:r=tv",
        ];

    private static string Ground(SourceVideo video, Rung frame) =>
        video.DisplayAspect >= Upright
            ? $",pad={frame.Width}:{frame.Height}:(ow-iw)/2:(oh-ih)/2"
            : ",split[front][back];"
                + "[back]scale=160:90:force_original_aspect_ratio=increase,crop=160:90,boxblur=6:2,"
                + $"lutyuv=y=16+(val-16)*0.55,scale={frame.Width}:{frame.Height}:flags=bilinear,setsar=1[ground];"
                + "[ground][front]overlay=(W-w)/2:(H-h)/2:format=yuv420";

    /// <summary>From a track, or from silence, to as much sound as there is picture.</summary>
    public static string Sound(int? track, Loudness? loudness, int frames) =>
        track is null
            ? $"anullsrc=r=48000:cl=stereo,{CutSound(frames)}"
            : $"[0:{track}]aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo"
                + $"{Level(loudness)},{CutSound(frames)}";

    private static string Level(Loudness? loudness)
    {
        if (loudness is null or { Gain: 0 })
        {
            return "";
        }
        var gain = loudness.Gain.ToString("0.0", CultureInfo.InvariantCulture);
        var limit = Math.Pow(10, Loudness.Ceiling / 20).ToString("0.0000", CultureInfo.InvariantCulture);
        var limiter = $",alimiter=limit={limit}:attack=5:release=50:level=disabled:latency=1";
        return $",volume={gain}dB{(loudness.NeedsLimiter ? limiter : "")}";
    }
}
