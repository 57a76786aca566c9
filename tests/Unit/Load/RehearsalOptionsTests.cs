using GalaPlatform.Rehearsal;
using GalaPlatform.Rehearsal.Stage;

namespace GalaPlatform.Tests.Unit.Load;

public sealed class RehearsalOptionsTests
{
    private static readonly RehearsalOptions Usual = new()
    {
        Server = new Uri("http://127.0.0.1:8080"),
        ReportFolder = "report",
    };

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public void This_machine_may_be_rehearsed(string address)
    {
        Assert.Null(OptionRules.Problem(Usual with { Server = new Uri(address) }));
    }

    [Theory]
    [InlineData("https://gala.example")]
    [InlineData("http://192.0.2.7:8080")]
    [InlineData("http://localhost.gala.example")]
    public void Another_machine_only_if_somebody_vouches_for_it(string address)
    {
        var other = Usual with { Server = new Uri(address) };

        Assert.Contains("--yes-this-is-my-server", OptionRules.Problem(other), StringComparison.Ordinal);
        Assert.Null(OptionRules.Problem(other with { IsMyServer = true }));
    }

    [Fact]
    public void What_is_too_much_or_too_little_is_refused()
    {
        RehearsalOptions[] wrong =
        [
            Usual with
            {
                Server = new Uri("ftp://127.0.0.1"),
            },
            Usual with
            {
                Classes = 0,
            },
            Usual with
            {
                Pupils = -1,
            },
            Usual with
            {
                Pupils = OptionRules.MostSeats,
            },
            Usual with
            {
                Seconds = 0,
            },
            Usual with
            {
                Seconds = OptionRules.MostSeconds + 1,
            },
            Usual with
            {
                MessagesPerSecond = OptionRules.MostMessagesPerSecond + 1,
            },
            Usual with
            {
                ReactionsPerSecond = double.NaN,
            },
            Usual with
            {
                JoinsPerSecond = 0,
            },
            Usual with
            {
                DropPercent = 101,
            },
            Usual with
            {
                WatchPercent = -1,
            },
            Usual with
            {
                AwaySeconds = -1,
            },
            Usual with
            {
                SegmentKib = 0,
            },
            Usual with
            {
                Gala = "a gala without codes",
            },
            // Who comes back would rightly be told that this is too much to give.
            Usual with
            {
                MessagesPerSecond = 100,
                AwaySeconds = 5,
            },
        ];

        Assert.All(wrong, options => Assert.NotNull(OptionRules.Problem(options)));
    }

    [Fact]
    public void The_programme_lasts_longer_than_the_rehearsal()
    {
        Assert.All(
            [1, 60, 600, OptionRules.MostSeconds],
            seconds => Assert.True(OwnStage.SlatesFor(seconds) * 20 > seconds)
        );
    }
}
