namespace GalaPlatform.Projects;

/// <summary>One size that videos are encoded in: a 16:9 frame.</summary>
/// <param name="Name">Such as <c>720p</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record Rung(string Name, int Width, int Height);

/// <summary>
/// The sizes that there are. A video has those that its source fills and always the smallest; the channel has all of
/// them, and shows on each the largest rendition of a video that is no larger than it.
/// </summary>
public static class Ladder
{
    /// <summary>Largest first.</summary>
    public static readonly IReadOnlyList<Rung> Rungs =
    [
        new("1080p", 1920, 1080),
        new("720p", 1280, 720),
        new("480p", 854, 480),
        new("360p", 640, 360),
    ];

    /// <summary>What a video offers on a rung: its largest rendition that is no larger, or else its smallest.</summary>
    public static Rendition On(MediaAsset asset, Rung rung) =>
        Array.Find(asset.Renditions, rendition => rendition.Height <= rung.Height) ?? asset.Renditions[^1];

    /// <summary>
    /// The variants of a channel that shows these videos, largest first: each rung that at least one of them has, with
    /// the highest rates that a player will meet on it.
    /// </summary>
    public static Rendition[] Variants(IReadOnlyCollection<MediaAsset> assets) =>
        [
            .. Rungs
                .Where(rung => assets.Any(asset => asset.Renditions.Any(it => it.Name == rung.Name)))
                .Select(rung => Widest(rung, [.. assets.Select(asset => On(asset, rung))])),
        ];

    private static Rendition Widest(Rung rung, Rendition[] shown) =>
        new(
            rung.Name,
            rung.Width,
            rung.Height,
            shown.Max(it => it.PeakBitsPerSecond),
            shown.Max(it => it.AverageBitsPerSecond),
            Codecs([.. shown.Select(it => it.Codecs)])
        );

    /// <summary>
    /// What a decoder of all of them must bear (RFC 6381, <c>avc1.PPCCLL</c>): the highest profile, with its constraints,
    /// and the highest level.
    /// </summary>
    private static string Codecs(string[] each)
    {
        const int Profile = 5;
        const int Level = 9;
        const int End = 11;
        var highest = each.MaxBy(it => it[Profile..Level], StringComparer.Ordinal)!;
        return $"{highest[..Level]}{each.Select(it => it[Level..End]).Max(StringComparer.Ordinal)}{highest[End..]}";
    }
}
