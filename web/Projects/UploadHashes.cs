using System.Security.Cryptography;
using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>
/// What the bytes of unfinished uploads hash to so far, for those that this node took from their first byte on. An upload
/// that comes by several nodes, or over a restart, is not among them: it is read back once it is whole.
/// </summary>
internal sealed class UploadHashes
{
    private const int MaxEntries = 1000;
    private readonly Lock _gate = new();
    private readonly Dictionary<UploadId, (long Offset, IncrementalHash Hash)> _running = [];

    /// <summary>Takes the hash of the bytes before an offset; null if it is not known.</summary>
    public IncrementalHash? Take(UploadId upload, long offset)
    {
        lock (_gate)
        {
            var isKnown = _running.Remove(upload, out var known);
            if (isKnown && known.Offset == offset)
            {
                return known.Hash;
            }
            known.Hash?.Dispose();
        }
        return offset == 0 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <summary>Gives it back, for the request that goes on there.</summary>
    public void Keep(UploadId upload, long offset, IncrementalHash hash)
    {
        lock (_gate)
        {
            if (_running.Count >= MaxEntries)
            {
                Clear();
            }
            _running[upload] = (offset, hash);
        }
    }

    // Whoever is forgotten is read back: slower, and right all the same.
    private void Clear()
    {
        foreach (var (_, hash) in _running.Values)
        {
            hash.Dispose();
        }
        _running.Clear();
    }
}
