using System.Buffers.Binary;
using GalaPlatform.Blobs;
using Microsoft.Win32.SafeHandles;

namespace GalaPlatform.Silo.Blobs;

/// <summary>
/// A blob to come: its blocks one after another in one file, and beside it where each of them ends. A block counts once
/// its end is written, and its end is written once its bytes are on the disk; so the file becomes the blob as it is,
/// by a rename, however large it grew.
/// </summary>
internal sealed class StagedFile(string folder)
{
    private const int EndBytes = sizeof(long);
    private const int CopyBuffer = 1 << 20;
    private readonly string _bytes = Path.Combine(folder, "bytes");
    private readonly string _ends = Path.Combine(folder, "ends");

    /// <summary>Writes a block behind the one before it; the blocks after it, if there were any, count no more.</summary>
    public async Task<long> Stage(int block, Stream content, CancellationToken cancel)
    {
        var ends = ReadEnds();
        if (block > ends.Length)
        {
            throw new BlobMissingException($"{folder}, block {ends.Length}");
        }
        DurableFiles.CreateFolder(folder);
        var start = block == 0 ? 0 : ends[block - 1];
        using var bytes = OpenWrite(_bytes);
        var end = await Copy(content, bytes, start, cancel);
        RandomAccess.FlushToDisk(bytes);
        WriteEnd(block, end);
        return end - start;
    }

    /// <summary>The blocks' lengths, by place.</summary>
    public IReadOnlyDictionary<int, long> Lengths()
    {
        var ends = ReadEnds();
        return Enumerable
            .Range(0, ends.Length)
            .ToDictionary(block => block, block => ends[block] - (block == 0 ? 0 : ends[block - 1]));
    }

    /// <summary>Ends the file behind its last block and gives it its name, if the name is free. False if a block is missing.</summary>
    public bool TryPublish(int blocks, string path)
    {
        var ends = ReadEnds();
        if (ends.Length < blocks)
        {
            return false;
        }
        using (var bytes = OpenWrite(_bytes))
        {
            RandomAccess.SetLength(bytes, blocks == 0 ? 0 : ends[blocks - 1]);
            RandomAccess.FlushToDisk(bytes);
        }
        DurableFiles.Reveal(_bytes, path);
        return true;
    }

    private static async Task<long> Copy(Stream content, SafeFileHandle file, long at, CancellationToken cancel)
    {
        if (content is MemoryStream memory && memory.TryGetBuffer(out var whole))
        {
            var rest = whole.AsMemory((int)memory.Position);
            await RandomAccess.WriteAsync(file, rest, at, cancel);
            return at + rest.Length;
        }
        var buffer = new byte[CopyBuffer];
        for (int count; (count = await content.ReadAsync(buffer, cancel)) > 0; at += count)
        {
            await RandomAccess.WriteAsync(file, buffer.AsMemory(0, count), at, cancel);
        }
        return at;
    }

    private void WriteEnd(int block, long end)
    {
        var isFirst = !File.Exists(_ends);
        Span<byte> record = stackalloc byte[EndBytes];
        BinaryPrimitives.WriteInt64LittleEndian(record, end);
        using (var ends = OpenWrite(_ends))
        {
            RandomAccess.Write(ends, record, (long)block * EndBytes);
            RandomAccess.SetLength(ends, (block + 1L) * EndBytes);
            RandomAccess.FlushToDisk(ends);
        }
        if (isFirst)
        {
            DurableFiles.FlushFolder(folder);
        }
    }

    private long[] ReadEnds()
    {
        if (!File.Exists(_ends))
        {
            return [];
        }
        var record = File.ReadAllBytes(_ends);
        // A record that a power cut left unfinished stands for no block.
        var ends = new long[record.Length / EndBytes];
        for (var block = 0; block < ends.Length; block++)
        {
            ends[block] = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(block * EndBytes));
        }
        return ends;
    }

    private static SafeFileHandle OpenWrite(string path) =>
        File.OpenHandle(
            path,
            FileMode.OpenOrCreate,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete,
            FileOptions.Asynchronous
        );
}
