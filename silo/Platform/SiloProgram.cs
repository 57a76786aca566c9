#if GALA_ORLEANS
using Microsoft.Extensions.Hosting;
#endif

namespace GalaPlatform.Silo.Platform;

/// <summary>A silo by itself, where the host can run one.</summary>
internal static class SiloProgram
{
#if GALA_ORLEANS
    public static async Task<int> Run(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddGrainHost();
        await builder.Build().RunAsync();
        return 0;
    }
#else
    public static async Task<int> Run(string[] args)
    {
        await Console.Error.WriteLineAsync(
            $"The {SiloHosting.HostName} host runs grains within web/; build with GalaRuntime=Orleans to run a silo by itself."
        );
        return args.Length == 0 ? 2 : 64;
    }
#endif
}
