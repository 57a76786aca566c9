namespace GalaPlatform.Tests.Web.Common;

/// <summary>One running platform for all tests that do not disturb each other.</summary>
public sealed class OneServer : IAsyncLifetime
{
    public GalaServer Server { get; private set; } = null!;

    /// <summary>The first organizer's client.</summary>
    public HttpClient Organizer { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await GalaServer.Start();
        Organizer = await Server.SignInOrganizer();
    }

    public async Task DisposeAsync()
    {
        Organizer.Dispose();
        await Server.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class OneServerCollection : ICollectionFixture<OneServer>
{
    public const string Name = "one server";
}
