using GalaPlatform.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class LadderTests
{
    [Theory]
    [InlineData("avc1.4d4028", "avc1.4d4028", "avc1.4d4028")]
    [InlineData("avc1.4d4028", "avc1.64001f", "avc1.640028")]
    [InlineData("avc1.42c01e", "avc1.4d401f", "avc1.4d401f")]
    public void A_variant_names_the_highest_profile_and_the_highest_level_that_a_player_meets_on_it(
        string one,
        string other,
        string both
    )
    {
        var variants = Ladder.Variants([Video(one), Video(other)]);

        Assert.Equal([$"{both},mp4a.40.2"], variants.Select(it => it.Codecs));
    }

    private static MediaAsset Video(string codec) =>
        new("projects/a/1", [new Rendition("1080p", 1920, 1080, 2, 1, $"{codec},mp4a.40.2")], [20_000_000]);
}
