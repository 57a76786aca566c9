using GalaPlatform.Silo.Platform;
using Microsoft.Extensions.Hosting;

#if GALA_ORLEANS
var builder = Host.CreateApplicationBuilder(args);
builder.AddGrainHost();
await builder.Build().RunAsync();
#else
await Console.Error.WriteLineAsync(
    $"The {SiloHosting.HostName} host runs grains within web/; build with GalaRuntime=Orleans to run a silo by itself."
);
return 2;
#endif
