using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Room;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class RoomTextTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    [Fact]
    public void Characters_are_counted_as_people_count_them()
    {
        Assert.Equal(1, RoomText.CountGraphemes(Family));
        Assert.Equal(1, RoomText.CountGraphemes("e\u0301"));
        Assert.Equal(1, RoomText.CountGraphemes("🇨🇦"));
        Assert.Equal(2, RoomText.CountGraphemes("👍🏽!"));
    }

    [Theory]
    [InlineData("a", 300, true)]
    [InlineData("a", 301, false)]
    [InlineData("é", 300, true)]
    [InlineData("👏", 300, true)]
    [InlineData("👏", 301, false)]
    public void A_message_has_at_most_300_characters(string character, int times, bool isAccepted) =>
        Assert.Equal(isAccepted, RoomText.Accept(Repeat(character, times)).Value is not null);

    [Fact]
    public void A_message_has_at_most_2048_bytes()
    {
        var size = Encoding.UTF8.GetByteCount(Family);

        Assert.False(RoomText.Accept(Repeat(Family, 2048 / size)).IsRefused);
        Assert.Equal("message-too-long", RoomText.Accept(Repeat(Family, (2048 / size) + 1)).Refusal!.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n ")]
    [InlineData("\u200B\u200D\uFEFF")]
    public void There_must_be_something_to_read(string? text) =>
        Assert.Equal("message-empty", RoomText.Accept(text).Refusal!.Code);

    [Fact]
    public void What_cannot_be_stored_is_refused() =>
        Assert.All(
            ["a\uD800b", "a\0b", "\uDC4F"],
            text => Assert.Equal("bad-text", RoomText.Accept(text).Refusal!.Code)
        );

    [Fact]
    public void A_message_is_kept_as_one_trimmed_line_in_composed_form() =>
        Assert.Equal("été à  Montréal", RoomText.Accept(" e\u0301te\u0301 à\r\nMontréal\t").Value);

    [Fact]
    public void Composing_may_lengthen_a_text_and_its_bound_holds_all_the_same() =>
        Assert.Equal("message-too-long", RoomText.Accept(Repeat("\U0001D160", 300)).Refusal!.Code);

    [Fact]
    public void Whatever_is_sent_is_refused_or_kept_within_bounds_and_stays_as_it_is_from_then_on()
    {
        var signs = Gen.Elements(
            "a",
            "É",
            "e\u0301",
            "\u0301",
            " ",
            "\n",
            "\u0000",
            "\u200D",
            "\u202E",
            "\uD83D",
            "👏",
            "\U0001D160",
            Family,
            "🇨🇦",
            "ﷺ"
        );
        var texts = Gen.ListOf(signs)
            .SelectMany(parts => Gen.Choose(1, 80).Select(times => Repeat(string.Concat(parts), times)));

        Prop.ForAll(
                Arb.From(texts),
                sent =>
                {
                    if (RoomText.Accept(sent).Value is not { } kept)
                    {
                        return;
                    }
                    Assert.InRange(RoomText.CountGraphemes(kept), 1, RoomText.MaxGraphemes);
                    Assert.InRange(Encoding.UTF8.GetByteCount(kept), 1, RoomText.MaxBytes);
                    Assert.DoesNotContain(kept, char.IsControl);
                    Assert.Equal(kept, RoomText.Accept(kept).Value);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("Bravo !", "BRAVO", true)]
    [InlineData("Bravo tout le monde", "bravo,  tout-le-monde…", true)]
    [InlineData("ＢＲＡＶＯ", "bravo", true)]
    [InlineData("👏👏", "👏 👏", true)]
    [InlineData("👏", "🎉", false)]
    [InlineData("6A", "6B", false)]
    [InlineData("été", "ete", false)]
    [InlineData("!", "?", false)]
    public void Texts_that_say_the_same_have_one_gist(string one, string other, bool isSame) =>
        Assert.Equal(isSame, RoomText.Gist(one) == RoomText.Gist(other));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
