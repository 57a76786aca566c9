using System.Security.Cryptography;
using System.Text;
using GalaPlatform.Blobs;
using Microsoft.Net.Http.Headers;

namespace GalaPlatform.Web.Projects;

/// <summary>A small blob in memory. Blobs never change, so its tag follows from its name.</summary>
internal sealed record CachedBlob(byte[] Bytes, EntityTagHeaderValue Tag);

/// <summary>
/// Small blobs of this node, the least recently used leave first. However many ask for a blob at once, it is fetched once.
/// </summary>
internal sealed class SegmentCache(
    IBlobStore blobs,
    ILogger<SegmentCache> log,
    long capacity = SegmentCache.DefaultCapacity
)
{
    public const long DefaultCapacity = 256L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;

    /// <summary>The blob, or null if the store has none.</summary>
    public Task<CachedBlob?> Get(string blob)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(blob, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Content;
            }
            node = _byUse.AddFirst(new Entry(blob));
            _entries.Add(blob, node);
            // Not on this thread: a store that answers at once would run inside the lock.
            return node.Value.Content = Task.Run(() => Fetch(node));
        }
    }

    private async Task<CachedBlob?> Fetch(LinkedListNode<Entry> node)
    {
        try
        {
            await using var content = await blobs.OpenRead(node.Value.Blob, 0, null, CancellationToken.None);
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy);
            Keep(node, copy.Length);
            return new CachedBlob(copy.ToArray(), TagOf(node.Value.Blob));
        }
        catch (BlobMissingException)
        {
            log.BlobNotFound(node.Value.Blob);
            Forget(node);
            return null;
        }
        catch
        {
            Forget(node);
            throw;
        }
    }

    private void Keep(LinkedListNode<Entry> node, long bytes)
    {
        lock (_gate)
        {
            (node.Value.Bytes, _bytes) = (bytes, _bytes + bytes);
            for (var last = _byUse.Last; last is not null && _bytes > capacity; )
            {
                var before = last.Previous;
                // What is still being fetched has no size yet, and readers who wait for it.
                if (last.Value.Bytes > 0)
                {
                    Remove(last);
                }
                last = before;
            }
        }
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        lock (_gate)
        {
            Remove(node);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Blob);
        _bytes -= node.Value.Bytes;
    }

    /// <summary>Blobs never change: the name says it all.</summary>
    public static EntityTagHeaderValue TagOf(string blob) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blob)).AsSpan(0, 12))}\"");

    private sealed class Entry(string blob)
    {
        public string Blob { get; } = blob;
        public Task<CachedBlob?> Content { get; set; } = Task.FromResult<CachedBlob?>(null);
        public long Bytes { get; set; }
    }
}
