using GalaPlatform.Tests.Web.Common;
using GalaPlatform.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Accounts;

public sealed class SetUpTests
{
    private static readonly Dictionary<string, string?> NoOrganizer = new()
    {
        ["GALA_ORGANIZER_EMAIL"] = null,
        ["GALA_ORGANIZER_PASSWORD"] = null,
    };

    [Fact]
    public async Task The_set_up_link_makes_one_organizer_and_is_then_worth_nothing()
    {
        await using var server = await GalaServer.Start(settings: NoOrganizer);
        using var stranger = server.Anonymous();
        var token = server.Services.GetRequiredService<SetUpDoor>().Open();
        using var weak = await stranger.Post("/api/account/set-up", Form(token, "first@example.org", "short"));
        using var wrong = await stranger.Post("/api/account/set-up", Form("guessed", "first@example.org"));
        using var right = await stranger.Post("/api/account/set-up", Form(token, "first@example.org"));
        using var again = await stranger.Post("/api/account/set-up", Form(token, "second@example.org"));

        await weak.Problem(400, "bad-password");
        await wrong.Problem(404, "set-up-closed");
        Assert.Equal(204, (int)right.StatusCode);
        await again.Problem(404, "set-up-closed");
        using var organizer = await server.SignIn("first@example.org");
        await organizer.MakeSchool();
    }

    [Fact]
    public async Task The_link_is_gone_once_there_is_an_account()
    {
        var folder = Directory.CreateTempSubdirectory("gala-set-up-").FullName;
        await using (await GalaServer.Start(folder: folder)) { }
        await using (var server = await GalaServer.Start(folder: folder, settings: NoOrganizer))
        {
            using var stranger = server.Anonymous();
            using var answer = await stranger.Post("/api/account/set-up", Form("anything", "second@example.org"));

            await answer.Problem(404, "set-up-closed");
            using var organizer = await server.SignInOrganizer();
            await organizer.MakeSchool();
        }
        Directory.Delete(folder, true);
    }

    private static object Form(string token, string email, string password = GalaServer.Password) =>
        new
        {
            token,
            email,
            password,
        };
}
