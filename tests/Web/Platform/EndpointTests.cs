using System.Text.RegularExpressions;
using GalaPlatform.Accounts;
using GalaPlatform.Tests.Web.Common;
using GalaPlatform.Web.Accounts;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Platform;

[Collection(OneServerCollection.Name)]
public sealed partial class EndpointTests(OneServer one)
{
    private IEnumerable<RouteEndpoint> Api =>
        one
            .Server.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal));

    [Fact]
    public void Every_endpoint_declares_what_it_does()
    {
        Assert.NotEmpty(Api);
        Assert.Empty(
            Api.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredAction>() is null)
                .Select(endpoint => endpoint.DisplayName)
        );
    }

    [Fact]
    public void Every_action_has_a_row_in_the_table()
    {
        Assert.All(
            Enum.GetValues<GalaAction>(),
            action => Assert.NotEqual(Audiences.None, AccessTable.Allowed(action))
        );
    }

    [Fact]
    public async Task Every_endpoint_is_described()
    {
        using var answer = await one.Organizer.GetAsync("/openapi/v1.json");
        var paths = (await answer.Json(200)).GetProperty("paths");

        foreach (
            var endpoint in Api.Where(each => each.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
        )
        {
            var path = Constraint().Replace(endpoint.RoutePattern.RawText!, "}").TrimEnd('/');
            Assert.True(paths.TryGetProperty(path, out var described), path);
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                Assert.True(described.TryGetProperty(method.ToLowerInvariant(), out _), $"{method} {path}");
            }
        }
    }

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();
}
