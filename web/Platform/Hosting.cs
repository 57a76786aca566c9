using GalaPlatform.Silo.Platform;

namespace GalaPlatform.Web.Platform;

/// <summary>Where the grains are hosted: the one place of the edge that knows the silo.</summary>
internal static class Hosting
{
    /// <summary>Within this process, unless <c>Gala:Silo</c> is false: then silos of their own host them.</summary>
    public static void AddGrains(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue("Gala:Silo", true))
        {
            builder.AddGrainHost();
        }
        else
        {
            builder.AddGrainClient();
        }
    }
}
