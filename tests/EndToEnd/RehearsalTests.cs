using System.Text.Json.Nodes;

namespace GalaPlatform.Tests.EndToEnd;

/// <summary>The dress rehearsal as an organizer holds it, against the running product.</summary>
[Collection("network")]
public sealed class RehearsalTests(Network network)
{
    [Fact]
    public async Task A_small_rehearsal_finds_that_every_promise_is_kept()
    {
        var (code, output, folder) = await Rehearse(network.Product.Address, "--seconds", "6", "--drop", "20");

        Assert.True(code == 0, output);
        var report = await ReportIn(folder);
        Assert.True(report["passed"]!.GetValue<bool>());
        var totals = report["totals"]!;
        Assert.Equal((14, 30, 30), (Number(totals, "seats"), Number(totals, "sent"), Number(totals, "posted")));
        Assert.Equal(3, Number(totals["counts"]!, "dropped"));
        Assert.Equal(14 * 30, Number(totals["counts"]!, "delivered") + Number(totals["counts"]!, "recovered"));
        Assert.True(Number(totals["counts"]!, "segments") >= 14 * 4, output);
        Assert.Contains(
            "Every promise was kept.",
            await File.ReadAllTextAsync(Path.Combine(folder, "report.html")),
            StringComparison.Ordinal
        );
        var gala = Api.Text(report["rehearsed"]!, "gala");
        Assert.Equal("ended", Api.Text(await network.Organizer.Get($"/api/galas/{gala}"), "state"));
    }

    [Fact]
    public async Task A_gala_that_exists_is_rehearsed_with_its_own_codes_and_goes_on()
    {
        var gala = await network.GoLive("La veille du gala");
        string[] codes = [.. await Task.WhenAll(network.Schools.Select(school => Network.CodeOf(school, gala)))];
        var file = Path.Combine(network.Product.Data, "codes.txt");
        await File.WriteAllLinesAsync(file, [codes[0], "", $"  {codes[1]} "]);

        var (code, output, folder) = await Rehearse(
            network.Product.Address,
            "--seconds",
            "5",
            "--drop",
            "10",
            "--gala",
            gala,
            "--codes-file",
            file
        );

        Assert.True(code == 0, output);
        var report = await ReportIn(folder);
        Assert.Equal(gala, Api.Text(report["rehearsed"]!, "gala"));
        Assert.Equal((14, 25), (Number(report["totals"]!, "seats"), Number(report["totals"]!, "posted")));
        Assert.Equal("live", Api.Text(await network.Organizer.Get($"/api/galas/{gala}"), "state"));
    }

    [Fact]
    public async Task One_message_that_one_reader_does_not_get_fails_the_rehearsal()
    {
        await using var lossy = new LossyNetwork(network.Product.Address);

        var (code, output, folder) = await Rehearse(lossy.Address, "--seconds", "5", "--drop", "0", "--reactions", "0");

        Assert.True(code == 1, output);
        var broken = (await ReportIn(folder))["promises"]!
            .AsObject()
            .Where(promise => promise.Value!.GetValue<long>() > 0);
        Assert.Equal(["missed"], broken.Select(promise => promise.Key));
        Assert.Contains("BROKEN Missed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_server_is_not_rehearsed()
    {
        var refused = await Tool.Run(Repository.PathOf("infra", "load", "rehearsal"), "https://gala.example");

        Assert.Equal(2, refused.Code);
        Assert.Contains("--yes-this-is-my-server", refused.Errors, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Folder)> Rehearse(string address, params string[] options)
    {
        var folder = Path.Combine(network.Product.Data, "rehearsals", Guid.NewGuid().ToString("N"));
        (string, string)[] account =
        [
            ("GALA_ORGANIZER_EMAIL", Product.OrganizerEmail),
            ("GALA_ORGANIZER_PASSWORD", Product.Password),
        ];
        string[] small = [address, "--classes", "4", "--pupils", "10", "--away", "1", "--report", folder];
        var (code, output, errors) = await Tool.Run(
            account,
            Repository.PathOf("infra", "load", "rehearsal"),
            [.. small, .. options]
        );
        return (code, output + errors, folder);
    }

    private static async Task<JsonNode> ReportIn(string folder) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "report.json")))!;

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
