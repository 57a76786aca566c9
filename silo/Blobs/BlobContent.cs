namespace GalaPlatform.Silo.Blobs;

/// <summary>What both stores do with bytes.</summary>
internal static class BlobContent
{
    /// <summary>True if both streams hold the same bytes to their ends.</summary>
    public static async Task<bool> Same(Stream one, Stream other, CancellationToken cancel)
    {
        var first = new byte[1 << 16];
        var second = new byte[1 << 16];
        while (true)
        {
            var read = await one.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancel);
            var same = await other.ReadAtLeastAsync(second, second.Length, throwOnEndOfStream: false, cancel);
            if (read != same || !first.AsSpan(0, read).SequenceEqual(second.AsSpan(0, same)))
            {
                return false;
            }
            if (read < first.Length)
            {
                return true;
            }
        }
    }
}

/// <summary>The next bytes of a stream, up to a limit.</summary>
internal sealed class LimitedStream(Stream inner, long limit) : Stream
{
    private long _left = limit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Count(inner.Read(buffer, offset, (int)Math.Min(count, _left)));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => Count(await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _left -= read;
        return read;
    }
}
