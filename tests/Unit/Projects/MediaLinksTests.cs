using GalaPlatform.Galas;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Unit.Programme;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class MediaLinksTests
{
    private static readonly MediaTicket Ticket = new(MediaScope.Project, MediaUse.Network, Guid.CreateVersion7());

    private readonly ManualClock _clock = new();
    private readonly MediaLinks _links;

    public MediaLinksTests() => _links = Links(1);

    [Fact]
    public void A_link_opens_what_it_was_made_for()
    {
        var token = _links.Issue(Ticket, TimeSpan.FromHours(1));

        Assert.True(_links.TryRead(token, out var read));
        Assert.Equal(Ticket, read);
    }

    [Fact]
    public void A_link_lives_as_long_as_promised_and_then_ends()
    {
        var token = _links.Issue(Ticket, TimeSpan.FromHours(1));

        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True(_links.TryRead(token, out _));

        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.False(_links.TryRead(token, out _));
    }

    [Fact]
    public void Any_sign_that_is_changed_makes_it_worthless()
    {
        var token = _links.Issue(Ticket, TimeSpan.FromHours(1));

        for (var at = 0; at < token.Length; at++)
        {
            var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            Assert.False(_links.TryRead(forged, out _), $"sign {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("é")]
    public void What_is_no_token_opens_nothing(string token) => Assert.False(_links.TryRead(token, out _));

    [Fact]
    public void Another_platforms_key_opens_nothing() =>
        Assert.False(Links(2).TryRead(_links.Issue(Ticket, TimeSpan.FromHours(1)), out _));

    [Fact]
    public void A_longer_or_shorter_token_opens_nothing()
    {
        var token = _links.Issue(Ticket, TimeSpan.FromHours(1));

        Assert.False(_links.TryRead(token + "A", out _));
        Assert.False(_links.TryRead(token + "=", out _));
        Assert.False(_links.TryRead(token[..^1], out _));
    }

    [Fact]
    public void Everybody_gets_the_same_link_for_a_while()
    {
        var gala = GalaId.New(_clock);
        var first = _links.Channel(gala);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(first, _links.Channel(gala));
    }

    [Fact]
    public void An_asset_has_the_same_name_on_every_node_and_nobody_else_can_tell_it()
    {
        var asset = ChannelExamples.SlateAsset;

        Assert.Equal(_links.AssetName(asset), Links(1).AssetName(asset with { SegmentTicks = [1] }));
        Assert.NotEqual(_links.AssetName(asset), Links(2).AssetName(asset));
        Assert.NotEqual(_links.AssetName(asset), _links.AssetName(asset with { Prefix = "slates/2" }));
    }

    private MediaLinks Links(byte key) => new(new MediaKey([.. Enumerable.Repeat(key, MediaKey.Length)]), _clock);
}
