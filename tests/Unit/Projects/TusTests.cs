using System.Security.Cryptography;
using System.Text;
using GalaPlatform.Projects;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class TusTests
{
    [Fact]
    public void Metadata_are_pairs_of_a_key_and_base64()
    {
        var metadata = Tus.ReadMetadata(
            $"projectId {Base64("0123")},filename {Base64("Été à l’école.mp4")}, isDraft"
        ).Value!;

        Assert.Equal("0123", metadata["projectId"]);
        Assert.Equal("Été à l’école.mp4", metadata["filename"]);
        Assert.Equal(string.Empty, metadata["isDraft"]);
    }

    [Theory]
    [InlineData("projectId not*base64")]
    [InlineData("a YQ==,a YQ==")]
    [InlineData("é YQ==")]
    public void Metadata_that_cannot_be_read_are_refused(string header) =>
        Assert.Equal(UploadRefusals.BadMetadata, Tus.ReadMetadata(header).Refusal);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("4294967296", 4294967296)]
    public void A_length_is_plain_digits(string header, long bytes) =>
        Assert.Equal(bytes, Tus.ReadLength(header).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("٣")]
    public void A_length_that_is_no_number_is_malformed(string? header) =>
        Assert.Equal(UploadRefusals.BadLength, Tus.ReadLength(header).Refusal);

    [Fact]
    public void A_length_beyond_63_bits_is_too_large() =>
        Assert.Equal(UploadRefusals.TooLarge, Tus.ReadLength("9223372036854775808").Refusal);

    [Theory]
    [InlineData("../../x.mp4", "x.mp4")]
    [InlineData("C:\\films\\x.mp4", "x.mp4")]
    [InlineData("a\0b.mp4", "ab.mp4")]
    [InlineData("film\u202Egpj.exe", "filmgpj.exe")]
    [InlineData(" Mon film.mov ", "Mon film.mov")]
    [InlineData(null, "")]
    public void A_file_name_is_text_without_folders_or_hidden_signs(string? sent, string kept) =>
        Assert.Equal(kept, Tus.CleanFileName(sent));

    [Fact]
    public void A_file_name_is_cut_at_its_limit() =>
        Assert.Equal(UploadLimits.MaxFileNameLength, Tus.CleanFileName(new string('a', 300)).Length);

    [Fact]
    public void A_checksum_names_its_algorithm()
    {
        var digest = SHA256.HashData("abc"u8);

        var read = Tus.ReadChecksum($"sha256 {Convert.ToBase64String(digest)}").Value!;

        Assert.Equal(HashAlgorithmName.SHA256, read.Algorithm);
        Assert.Equal(digest, read.Digest);
    }

    [Theory]
    [InlineData("md5 AAAA")]
    [InlineData("sha1")]
    [InlineData("sha1 *")]
    [InlineData("sha1 AAAA BBBB")]
    public void A_checksum_that_is_unknown_or_unreadable_is_refused(string header) =>
        Assert.Equal(UploadRefusals.BadChecksum, Tus.ReadChecksum(header).Refusal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
