using GalaPlatform.Tests.Web.Common;

namespace GalaPlatform.Tests.Web.Platform;

[Collection(OneServerCollection.Name)]
public sealed class PageTests(OneServer one)
{
    [Theory]
    [InlineData("/", 200)]
    [InlineData("/join", 200)]
    [InlineData("/set-up/any-token", 200)]
    [InlineData("/nowhere/at/all", 404)]
    public async Task People_get_pages_also_where_nothing_is(string path, int status)
    {
        using var stranger = one.Server.Anonymous();
        using var answer = await stranger.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<html", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
