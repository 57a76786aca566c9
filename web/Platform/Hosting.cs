using GalaPlatform.Silo.Platform;

namespace GalaPlatform.Web.Platform;

/// <summary>Where the grains are hosted: the one place of the edge that knows the silo.</summary>
internal static class Hosting
{
    public static void AddGrains(this WebApplicationBuilder builder) => builder.AddGrainHost();
}
