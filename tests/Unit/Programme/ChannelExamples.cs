using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;

namespace GalaPlatform.Tests.Unit.Programme;

/// <summary>Plans to try the channel with; seconds count from the opening.</summary>
internal static class ChannelExamples
{
    public static readonly DateTimeOffset Opening = new(2026, 12, 15, 15, 0, 0, TimeSpan.Zero);

    public static readonly MediaAsset SlateAsset = new(
        "slates/1",
        Renditions(),
        [.. Enumerable.Repeat(2 * TimeSpan.TicksPerSecond, 3)]
    );

    public static DateTimeOffset At(double seconds) =>
        Opening.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    public static ChannelPlan Plan(ProgrammeSession[] sessions, params Func<int, Cue>[] cues) =>
        new(new GalaId(Guid.Empty), 1, sessions, [.. cues.Select((cue, index) => cue(index + 1))], SlateAsset);

    public static ProgrammeSession Video(int segments, double lastSeconds = 2, Rendition[]? renditions = null)
    {
        var project = new ProjectId(Guid.NewGuid());
        long[] ticks =
        [
            .. Enumerable.Repeat(2 * TimeSpan.TicksPerSecond, segments - 1),
            (long)(lastSeconds * TimeSpan.TicksPerSecond),
        ];
        var asset = new MediaAsset($"projects/{project}/1", renditions ?? Renditions(), ticks);
        return new(
            new SessionId(Guid.NewGuid()),
            SessionKind.Video,
            new LocalText("Robots", null),
            project,
            asset,
            asset.Duration
        );
    }

    public static ProgrammeSession Slate(double seconds) =>
        new(
            new SessionId(Guid.NewGuid()),
            SessionKind.Slate,
            new LocalText("Pause", null),
            null,
            null,
            TimeSpan.FromSeconds(seconds)
        );

    public static Func<int, Cue> Open() => Give(CueAction.Open, Opening);

    public static Func<int, Cue> Begin(double at) => Give(CueAction.Begin, At(at));

    public static Func<int, Cue> Next(DateTimeOffset at) => Give(CueAction.Next, at);

    public static Func<int, Cue> Hold(double at) => Give(CueAction.Hold, At(at));

    public static Func<int, Cue> Resume(double at) => Give(CueAction.Resume, At(at));

    public static Func<int, Cue> Close(double at) => Give(CueAction.Close, At(at));

    public static Func<int, Cue> Jump(double at, ProgrammeSession to) =>
        number => new Cue(number, CueAction.Jump, to.Id, At(at), At(at));

    public static Func<int, Cue> Give(CueAction action, DateTimeOffset at) =>
        number => new Cue(number, action, null, at, at);

    private static Rendition[] Renditions() =>
        [
            new("720p", 1280, 720, 2_800_000, 2_200_000, "avc1.4d401f,mp4a.40.2"),
            new("360p", 640, 360, 900_000, 700_000, "avc1.4d401e,mp4a.40.2"),
        ];
}
