using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using GalaPlatform.Rehearsal.Measure;

namespace GalaPlatform.Rehearsal.Channel;

/// <summary>What all players of one channel share.</summary>
internal sealed record ChannelScene(
    HttpClient Http,
    string Gala,
    ChannelLedger Ledger,
    Violations Violations,
    Meter Meter,
    ServerClock Clock,
    TimeProvider Time,
    int SegmentKib
);

/// <summary>Where the channel plays, as far as a player asks.</summary>
internal sealed record Playback([property: JsonPropertyName("hls")] Uri? Hls);

/// <summary>Asks for what a player asks for, when a player asks for it; shows nothing.</summary>
internal sealed class Player(ChannelScene scene, string token, string name, bool takesBest)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);
    private const int MostTries = 3;

    private string? _map;

    /// <summary>Plays until told to stop.</summary>
    public async Task Play(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && !await TryFollow(stop))
            {
                await Task.Delay(Retry, scene.Time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The rehearsal is over.
        }
    }

    /// <summary>Follows the channel to its end; false if it cannot be had, which is noted.</summary>
    private async Task<bool> TryFollow(CancellationToken stop)
    {
        try
        {
            await Follow(stop);
            return true;
        }
        catch (Exception problem) when (problem is RehearsalException or FormatException)
        {
            scene.Violations.Add(Promise.SegmentMissing, $"{name}: {problem.Message}");
            return false;
        }
    }

    private async Task Follow(CancellationToken stop)
    {
        var master = await Find(stop);
        var variants = MediaPlaylist.Variants(await Text(master, stop));
        var chosen = takesBest ? variants[^1] : variants[0];
        var (follower, address) = (
            new PlaylistFollower(chosen, name, scene.Ledger, scene.Violations),
            new Uri(master, chosen)
        );
        while (!follower.HasEnded)
        {
            var asked = scene.Time.GetTimestamp();
            var listed = MediaPlaylist.Parse(await Text(address, stop));
            foreach (var segment in follower.Take(listed, scene.Clock.Now))
            {
                await Fetch(follower, segment, address, stop);
            }
            var wait = follower.Wait - scene.Time.GetElapsedTime(asked);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, scene.Time, stop);
        }
    }

    private async Task Fetch(PlaylistFollower follower, ListedSegment segment, Uri playlist, CancellationToken stop)
    {
        if (segment.Map is { } map && map != _map)
        {
            await Bytes(new Uri(playlist, map), stop);
            _map = map;
        }
        var bytes = await Bytes(new Uri(playlist, segment.Uri), stop);
        if (bytes is null)
        {
            scene.Violations.Add(Promise.SegmentMissing, $"{name}: segment {segment.Sequence}");
            return;
        }
        scene.Meter.SegmentCame(bytes.Value);
        if (!follower.IsJudged(segment))
        {
            return;
        }
        var delay = scene.Clock.Now - segment.Start;
        scene.Meter.Segment.Record(delay);
        if (delay > follower.Delay)
        {
            scene.Meter.Late();
            scene.Violations.Add(
                Promise.SegmentLate,
                $"{name}: segment {segment.Sequence} came {delay.TotalSeconds:0.0} s after its start"
            );
        }
    }

    private async Task<Uri> Find(CancellationToken stop)
    {
        var answer = await Ask(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, $"api/galas/{scene.Gala}/playback");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            async answer => await answer.Content.ReadFromJsonAsync<Playback>(stop),
            stop
        );
        return answer?.Hls ?? throw new RehearsalException("the channel is not open");
    }

    private async Task<string> Text(Uri address, CancellationToken stop)
    {
        var text = await Ask(
            () => new HttpRequestMessage(HttpMethod.Get, address),
            async answer => await answer.Content.ReadAsStringAsync(stop),
            stop
        );
        scene.Meter.Playlist(text?.Length ?? 0);
        return text ?? throw new RehearsalException($"{address.AbsolutePath.Split('/')[^1]} could not be had");
    }

    private Task<long?> Bytes(Uri address, CancellationToken stop) =>
        Ask<long?>(() => new HttpRequestMessage(HttpMethod.Get, address), answer => Swallow(answer, stop), stop);

    /// <summary>Reads a body up to the cap and keeps none of it.</summary>
    private async Task<long?> Swallow(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        var (buffer, total) = (ArrayPool<byte>.Shared.Rent(16 * 1024), 0L);
        try
        {
            int read;
            while (total < scene.SegmentKib * 1024L && (read = await body.ReadAsync(buffer, stop)) > 0)
            {
                total += read;
            }
            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Asks as players do: again after a moment, and then gives up.</summary>
    private async Task<T?> Ask<T>(
        Func<HttpRequestMessage> make,
        Func<HttpResponseMessage, Task<T?>> read,
        CancellationToken stop
    )
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var request = make();
                using var answer = await scene.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return await read(answer);
                }
            }
            catch (Exception problem)
                when (!stop.IsCancellationRequested
                    && problem is HttpRequestException or IOException or OperationCanceledException
                )
            {
                // Counted below like a bad answer.
            }
            scene.Meter.Failed();
            if (tries == MostTries)
            {
                return default;
            }
            await Task.Delay(Retry, scene.Time, stop);
        }
    }
}
