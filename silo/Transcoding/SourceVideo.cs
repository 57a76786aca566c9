namespace GalaPlatform.Silo.Transcoding;

/// <summary>How brightness is written.</summary>
internal enum LightTransfer
{
    Standard,
    HybridLogGamma,
    PerceptualQuantizer,
}

/// <summary>What is known of a video that may be transcoded.</summary>
/// <param name="Demuxer">The one demuxer to read it with.</param>
/// <param name="VideoTrack">Index of the track to show.</param>
/// <param name="SoundTrack">Index of the track to hear, or null.</param>
/// <param name="DisplayAspect">Width by height as it is shown: upright, pixels square.</param>
/// <param name="Height">Lines of the file.</param>
/// <param name="ShownHeight">Lines as it is shown: upright, pixels square.</param>
/// <param name="FramesPerSecond">On average; 0 if not known.</param>
/// <param name="IsInterlaced">Each frame holds two half pictures.</param>
/// <param name="Transfer">How brightness is written.</param>
/// <param name="HasColourMatrix">The file says how its colours are written.</param>
/// <param name="Duration">From the first picture or sound to the end of the last.</param>
/// <param name="Copy">What of it already is as a rendition must be; null if nothing is.</param>
internal sealed record SourceVideo(
    string Demuxer,
    int VideoTrack,
    int? SoundTrack,
    double DisplayAspect,
    int Height,
    double ShownHeight,
    double FramesPerSecond,
    bool IsInterlaced,
    LightTransfer Transfer,
    bool HasColourMatrix,
    TimeSpan Duration,
    SourceCopy? Copy = null
)
{
    /// <summary>What it is worth encoding in.</summary>
    public EncodedSize[] Sizes => EncodedSize.For(ShownHeight * DisplayAspect, ShownHeight);
}

/// <summary>The part of a source that need not be encoded.</summary>
/// <param name="Size">The rendition that its picture already is.</param>
/// <param name="WithSound">Its sound is of the right form too, and may be copied if it is as loud as all others.</param>
internal sealed record SourceCopy(EncodedSize Size, bool WithSound);
