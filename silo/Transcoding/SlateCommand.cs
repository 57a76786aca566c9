namespace GalaPlatform.Silo.Transcoding;

/// <summary>The picture between two videos: slow colours, no sound, no words, since it is shown in any language. Pure.</summary>
internal static class SlateCommand
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    public static IReadOnlyList<string> Arguments
    {
        get
        {
            var frames = FrameGrid.Frames(Length);
            return
            [
                .. HlsCommand.Common,
                "-filter_complex",
                $"{Colours},{HlsCommand.Split(EncodedSize.All, frames)};"
                    + $"anullsrc=r=48000:cl=stereo,{HlsCommand.CutSound(frames)}",
                .. HlsOutput.For(EncodedSize.All),
            ];
        }
    }

    // Soft colours need few pixels: the gradient is drawn small and ten times a second, then made large. It goes there and
    // back, so that nobody who waits sees where it begins anew.
    private const string Colours =
        "gradients=s=320x180:r=10:d=6:n=4:c0=0x14213d:c1=0x3d2c6b:c2=0x0f4c5c:c3=0x5f2a55:x0=40:y0=20:x1=280:y1=160:"
        + "speed=0.008,split[there][turn];[turn]reverse[back];[there][back]concat,"
        + "scale=1920:1080:flags=bicubic:out_color_matrix=bt709:out_range=tv,format=yuv420p,vignette=PI/5,setsar=1";
}
