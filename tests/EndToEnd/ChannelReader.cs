using System.Diagnostics;
using System.Globalization;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>A segment as one player met it.</summary>
internal sealed record SeenSegment(string Address, DateTimeOffset Start, double Seconds, bool Joint, TimeSpan At);

/// <summary>Reads the channel as players do: asks for the playlist again and again, fetches what is new.</summary>
internal sealed class ChannelReader(HttpClient http, string master, Stopwatch since)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);

    private long _newest = -1;

    public SortedDictionary<long, SeenSegment> Seen { get; } = [];

    /// <summary>Reads until told to stop. A platform that does not answer is asked again, as players do.</summary>
    public async Task Read(CancellationToken stop)
    {
        var playlist = await Variant();
        using var pulse = new PeriodicTimer(Pulse);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Take(playlist);
            }
            catch (HttpRequestException problem) when (problem.StatusCode is null)
            {
                // Nobody listens: it is being started again.
            }
            await pulse.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<Uri> Variant()
    {
        var address = new Uri(master);
        var lines = (await http.GetStringAsync(address)).Split('\n');
        Assert.Equal(4, lines.Count(line => line.StartsWith("#EXT-X-STREAM-INF:", StringComparison.Ordinal)));
        return new Uri(address, lines.Last(line => line.EndsWith(".m3u8", StringComparison.Ordinal)));
    }

    private async Task Take(Uri playlist)
    {
        var listed = Parse(playlist, await http.GetStringAsync(playlist)).ToList();
        Assert.True(listed.Count > 0 && listed[^1].Sequence >= _newest, "The playlist went backwards.");
        foreach (var (sequence, segment, address) in listed)
        {
            if (Seen.TryGetValue(sequence, out var known))
            {
                Assert.Equal(known with { At = segment.At }, segment);
                continue;
            }
            var bytes = await http.GetByteArrayAsync(address);
            Assert.NotEmpty(bytes);
            Seen.Add(sequence, segment);
        }
        _newest = listed[^1].Sequence;
    }

    private IEnumerable<(long Sequence, SeenSegment Segment, Uri Address)> Parse(Uri playlist, string text)
    {
        var (sequence, start, seconds, joint) = (0L, DateTimeOffset.MinValue, 0.0, false);
        foreach (var line in text.Split('\n'))
        {
            var value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
            switch (line)
            {
                case ['#', ..] when line.StartsWith("#EXT-X-MEDIA-SEQUENCE:", StringComparison.Ordinal):
                    sequence = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case ['#', ..] when line.StartsWith("#EXT-X-PROGRAM-DATE-TIME:", StringComparison.Ordinal):
                    start = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case ['#', ..] when line.StartsWith("#EXTINF:", StringComparison.Ordinal):
                    seconds = double.Parse(value.Split(',')[0], CultureInfo.InvariantCulture);
                    break;
                case "#EXT-X-DISCONTINUITY":
                    joint = true;
                    break;
                case not "" when line[0] != '#':
                    var address = new Uri(playlist, line);
                    var place = string.Join('/', address.AbsolutePath.Split('/')[3..]);
                    yield return (sequence++, new SeenSegment(place, start, seconds, joint, since.Elapsed), address);
                    joint = false;
                    break;
            }
        }
    }
}
