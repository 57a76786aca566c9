using GalaPlatform.Projects;

namespace GalaPlatform.Web.Projects;

/// <summary>No consent, no picture: which right opens a project's video.</summary>
internal static class MediaRights
{
    /// <summary>True if the project may be shown in this right now.</summary>
    public static bool Allow(ProjectView project, MediaUse use, DateTimeOffset now) =>
        use switch
        {
            MediaUse.Staff => true,
            MediaUse.Live => Consents(project, ConsentUses.Live, now),
            // What everybody may see, the network may see too.
            MediaUse.Network => Consents(project, ConsentUses.Network, now)
                || Consents(project, ConsentUses.Public, now),
            MediaUse.Public => Consents(project, ConsentUses.Public, now),
            _ => false,
        };

    private static bool Consents(ProjectView project, ConsentUses use, DateTimeOffset now) =>
        project.Review == ReviewDecision.Approved && project.Consent?.Allows(use, now) == true;
}
