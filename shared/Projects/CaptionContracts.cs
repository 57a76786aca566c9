namespace GalaPlatform.Projects;

/// <summary>A project's captions in one language, as they are stored: WebVTT that the platform wrote itself.</summary>
/// <param name="Language">BCP 47, such as <c>fr</c> or <c>fr-CA</c>.</param>
/// <param name="Blob">Its blob: <c>captions/{project}/{language}.{digest}.vtt</c>, all lower case. Never overwritten.</param>
[GenerateSerializer, Immutable, Alias("project.captions")]
public sealed record CaptionTrack([property: Id(0)] string Language, [property: Id(1)] string Blob)
{
    /// <summary>The last part of the blob's name; other words have another name, so that caches never show old ones.</summary>
    public string File => Blob[(Blob.LastIndexOf('/') + 1)..];
}

/// <summary>How captions are bounded.</summary>
public static class CaptionLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <summary>Cues of a file; an hour of fast talk has about 1,800.</summary>
    public const int MaxCues = 5_000;

    /// <summary>Characters of one cue, markup and blanks not counted.</summary>
    public const int MaxCueLength = 500;

    /// <summary>Languages of one project.</summary>
    public const int MaxLanguages = 8;

    /// <summary>How far beyond the video's end a cue may begin: editors round.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
}

/// <summary>One caption.</summary>
/// <param name="Start">From the video's beginning.</param>
/// <param name="End">After <paramref name="Start"/>.</param>
/// <param name="Text">Lines parted by a line feed; WebVTT with <c>b</c>, <c>i</c> and <c>u</c> as its only markup.</param>
public readonly record struct CaptionCue(TimeSpan Start, TimeSpan End, string Text);
