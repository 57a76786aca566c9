using GalaPlatform.Embedded.Testing;
using GalaPlatform.Silo.Platform;
using Xunit.Abstractions;

namespace GalaPlatform.Tests.Cluster.Host;

public sealed class PlatformHostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_message_of_the_platforms_grains_could_cross_a_network()
    {
        output.WriteLine($"Grain host: {SiloHosting.HostName} (strict)");
        await using var cluster = await EmbeddedCluster.Start(
            _ => { },
            options => options.Assemblies.Add(typeof(SiloServices).Assembly)
        );
        Assert.Equal(0, cluster.ActivationCount);
    }
}
