namespace GalaPlatform.Web.Projects;

/// <summary>Reads a request's body in blocks. When the connection breaks, the body simply ends there.</summary>
internal sealed class BlockReader(Stream body, UploadTally tally, CancellationToken aborted)
{
    private bool _ended;

    /// <summary>Fills a block, or as much of it as there is.</summary>
    public async Task<int> Fill(Memory<byte> block)
    {
        var filled = 0;
        while (filled < block.Length && !_ended)
        {
            filled += await Read(block[filled..]);
        }
        return filled;
    }

    /// <summary>True if the body goes on.</summary>
    public async Task<bool> HasMore() => !_ended && await Read(new byte[1]) > 0;

    private async Task<int> Read(Memory<byte> into)
    {
        try
        {
            var count = await body.ReadAsync(into, aborted);
            _ended = count == 0;
            await tally.KeepLease();
            return count;
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            _ended = true;
            return 0;
        }
    }
}
