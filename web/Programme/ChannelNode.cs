using System.Collections.Concurrent;
using System.Text;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Web.Programme;

/// <summary>
/// One gala's channel on this node: the plan, as its grain pushed it, and each playlist as bytes until the next segment
/// boundary. A player's request costs a look-up.
/// </summary>
internal sealed class ChannelNode(MediaLinks links, TimeProvider clock) : IChannelWatcher
{
    private readonly ConcurrentDictionary<string, Rendered> _playlists = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile ChannelFace? _face;
    private long _lastAsked = clock.GetTimestamp();

    /// <summary>How long nobody asked.</summary>
    public TimeSpan Idle => clock.GetElapsedTime(Volatile.Read(ref _lastAsked));

    public Task PlanChanged(ChannelPlan plan)
    {
        Take(plan);
        return Task.CompletedTask;
    }

    /// <summary>Takes a plan unless a later one is here.</summary>
    public void Take(ChannelPlan plan)
    {
        lock (_gate)
        {
            if (_face is null || plan.Version > _face.Plan.Version)
            {
                _face = new ChannelFace(plan, links);
            }
        }
    }

    /// <summary>The multivariant playlist, or null while the channel is not open.</summary>
    public byte[]? Master() => Face() is { } face && face.IsOpenAt(clock.GetUtcNow()) ? face.Master : null;

    /// <summary>
    /// A rung's playlist as it is at this moment, or null while the channel is not open. Every rung has one, also those
    /// that the multivariant playlist does not list: a player keeps the list that it began with, whatever left the plan.
    /// </summary>
    public byte[]? Playlist(string file)
    {
        if (
            Face() is not { } face
            || Ladder.Rungs.FirstOrDefault(it => MediaFiles.IsPlaylist(it.Name, file)) is not { } rung
        )
        {
            return null;
        }
        var now = clock.GetUtcNow();
        if (_playlists.TryGetValue(rung.Name, out var rendered) && rendered.Face == face && now < rendered.Until)
        {
            return rendered.Bytes;
        }
        return Render(face, rung, now);
    }

    /// <summary>What the channel may show under an asset's name, or null.</summary>
    public ChannelAsset? FindAsset(string name) => Face()?.Assets.GetValueOrDefault(name);

    /// <summary>The blob of the channel's still picture, or null while there is none.</summary>
    public string? Poster => Face()?.Plan.Slate?.PosterBlob;

    private ChannelFace? Face()
    {
        Volatile.Write(ref _lastAsked, clock.GetTimestamp());
        return _face;
    }

    private byte[]? Render(ChannelFace face, Rung rung, DateTimeOffset now)
    {
        if (HlsPlaylists.Channel(face.Timeline, rung, now, face.FolderOf) is not { } text)
        {
            return null;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        var until = face.Timeline.BoundaryAfter(now) ?? DateTimeOffset.MaxValue;
        _playlists[rung.Name] = new Rendered(face, until, bytes);
        return bytes;
    }

    private sealed record Rendered(ChannelFace Face, DateTimeOffset Until, byte[] Bytes);
}

/// <summary>A plan, worked out once.</summary>
internal sealed class ChannelFace
{
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);

    public ChannelFace(ChannelPlan plan, MediaLinks links)
    {
        (Plan, Timeline) = (plan, ChannelTimeline.From(plan));
        ChannelAsset[] shown =
        [
            .. plan
                .Sessions.Where(session => session.Media is not null)
                .Select(session => new ChannelAsset(session.Media!, session.Project)),
            .. SlateOf(plan),
        ];
        foreach (var one in shown)
        {
            var name = links.AssetName(one.Asset);
            Assets[name] = one;
            _folders[one.Asset.Prefix] = $"a/{name}";
        }
        Master = Encoding.UTF8.GetBytes(
            HlsPlaylists.Multivariant(Ladder.Variants([.. shown.Select(one => one.Asset)]))
        );
    }

    public ChannelPlan Plan { get; }
    public ChannelTimeline Timeline { get; }
    public Dictionary<string, ChannelAsset> Assets { get; } = new(StringComparer.Ordinal);
    public byte[] Master { get; }

    public bool IsOpenAt(DateTimeOffset now) => Timeline.Start <= now;

    /// <summary>An asset's folder, relative to the channel's playlists.</summary>
    public string FolderOf(MediaAsset asset) => _folders[asset.Prefix];

    private static ChannelAsset[] SlateOf(ChannelPlan plan) => plan.Slate is null ? [] : [new(plan.Slate, null)];
}

/// <summary>Something that a channel shows: a project's video, or the platform's own slate.</summary>
internal sealed record ChannelAsset(MediaAsset Asset, ProjectId? Project);
