using System.Security.Cryptography;
using GalaPlatform.Projects;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class UploadHashesTests
{
    private readonly UploadHashes _hashes = new();
    private readonly UploadId _upload = new(Guid.NewGuid());

    [Fact]
    public void A_file_that_comes_in_pieces_is_hashed_as_it_comes()
    {
        var first = _hashes.Take(_upload, 0)!;
        first.AppendData("one "u8);
        _hashes.Keep(_upload, 4, first);

        var second = _hashes.Take(_upload, 4)!;
        second.AppendData("two"u8);

        Assert.Equal(SHA256.HashData("one two"u8), second.GetHashAndReset());
    }

    [Fact]
    public void What_this_node_did_not_take_from_the_beginning_it_cannot_tell()
    {
        _hashes.Keep(_upload, 4, _hashes.Take(_upload, 0)!);

        Assert.Null(_hashes.Take(_upload, 8));
        Assert.Null(_hashes.Take(_upload, 4));
        Assert.Null(_hashes.Take(new UploadId(Guid.NewGuid()), 4));
    }

    [Fact]
    public void Uploads_without_number_do_not_fill_the_memory()
    {
        for (var count = 0; count < 1000; count++)
        {
            _hashes.Keep(new UploadId(Guid.NewGuid()), 1, IncrementalHash.CreateHash(HashAlgorithmName.SHA256));
        }
        _hashes.Keep(_upload, 4, _hashes.Take(_upload, 0)!);

        Assert.NotNull(_hashes.Take(_upload, 4));
    }
}
